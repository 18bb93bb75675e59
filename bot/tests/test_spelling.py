"""Slips of the pen become the words of the examples, and nothing else changes."""

from __future__ import annotations

import pytest

from bot.nlu.spelling import Spelling

EXAMPLES = ["when is it back in stock", "stop when it is back", "please return the lamp when it is"]
WORDS = {"in", "order", "anna", "maths", "stops"}
KNOWN = Spelling.of([*EXAMPLES, *EXAMPLES], ["kettle"], WORDS.__contains__)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("wehn is teh lmap bakc", "when is the lamp back"),
        ("plaese retun it", "please return it"),
        ("the Ketle?", "the kettle?"),
        ("in stok", "in stock"),  # a letter is dropped more often than another one is hit
        ("anna, order the stops of maths", "anna, order the stops of maths"),
        ("lmap@example.com lamq1 retrun.it", "lmap@example.com lamq1 retrun.it"),
        ("the ramp", "the ramp"),  # the first letter is seldom wrong
        ("kettles and lamps", "kettles and lamps"),
        ("zzyzx", "zzyzx"),
        ("", ""),
    ],
)
def test_only_what_is_one_slip_from_a_word_of_the_examples_is_mended(text: str, read: str) -> None:
    assert KNOWN.mend(text) == read


def test_what_is_mended_stays() -> None:
    text = "wehn is teh lmap bakc"
    assert KNOWN.mend(KNOWN.mend(text)) == KNOWN.mend(text)


def test_a_word_of_one_example_alone_is_no_aim() -> None:
    assert Spelling.of(["the lamp"], [], {"the"}.__contains__).mend("the lmap") == "the lmap"


TO_KNOW = Spelling.of(
    [f"I'd like to know {what}" for what in ("it", "all", "more", "when", "where")],
    ["dike"],
    {"lie", "hike", "the", "dike"}.__contains__,
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("I'd lie to know how an order stands", "I'd like to know how an order stands"),
        ("i'd lie to", "i'd like to"),
        ("I'd lie, to know", "I'd lie, to know"),
        ("do you lie to me", "do you lie to me"),  # nobody's words stand around it
        ("I'd hike to the", "I'd hike to the"),  # the first letter is seldom wrong
        ("I'd dike to it", "I'd dike to it"),
        ("lie to", "lie to"),
    ],
)
def test_a_real_word_is_mended_where_another_always_stands(text: str, read: str) -> None:
    assert TO_KNOW.mend(text) == read


def test_what_is_said_now_and_then_is_no_rule() -> None:
    few = Spelling.of(["I'd like to know", "I'd like to see"], [], {"lie"}.__contains__)
    assert few.mend("I'd lie to know") == "I'd lie to know"


def test_without_words_nothing_is_mended() -> None:
    assert Spelling({}, lambda _: False).mend("teh lmap") == "teh lmap"


def test_a_name_of_the_shops_goods_is_no_slip() -> None:
    assert KNOWN.mend("the Lmap is back") == "the lamp is back"
    assert KNOWN.mend("the Lmap is back", {"lmap"}) == "the Lmap is back"
