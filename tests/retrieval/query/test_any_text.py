"""Whatever a customer types, understanding it never fails and never takes long."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import english, parser

from retrieval.query import Gazetteers, QueryParser, refine
from retrieval.query.reading import MAX_RANKED
from retrieval.query.things import LONGEST_KIND
from retrieval.values import Money, Understood

_LANGUAGE = sorted(english().known_words)
_SHOP = ["tarn", "black", "jacket", "M", "42", "1,000", "$", "€", "5kg", "20-30", "waterproof", ","]
_salad = st.lists(st.sampled_from([*_LANGUAGE, *_SHOP]), max_size=14).map(" ".join)
_anything = st.one_of(st.text(max_size=200), _salad, st.tuples(_salad, st.text()).map("".join))


@settings(max_examples=250, deadline=None)
@given(_anything)
def test_any_text_is_understood_somehow(text: str) -> None:
    understood = parser().parse(text)
    assert understood.query == text
    assert Understood.from_json(json.loads(json.dumps(understood.as_json()))) == understood
    for constraint in understood.constraints:
        assert constraint.values or constraint.low is not None or constraint.high is not None
        assert constraint.words.split(", ")[0] in text


@settings(max_examples=120, deadline=None)
@given(_anything, _anything)
def test_any_text_refines_any_search(first: str, second: str) -> None:
    understood = refine(parser(), parser().parse(first), second, [Money(1000, "EUR")])
    assert len(understood.query) <= 300
    fields = [(c.field, c.op) for c in understood.constraints if c.field != "text"]
    assert len(fields) == len(set(fields))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n",
        "\x00\x07under\x1b 50",
        "🧥 under 50 🧥",
        "מעיל גשם under 50",
        "\u202ejacket\u202c not black",
        "雨衣 under 50",
        "9" * 10_000,
        "a" * 10_000,
        "not " * 2_500,
        "under 50 " * 1_100,
        "1,000," * 1_500,
        "- " * 5_000,
        "'" * 10_000,
        "black or " * 1_000,
        "a hundred and " * 700,
        "\ud800 lone surrogate",
        "٣٠ ½ Ⅷ ²",
        "under ٣٠",
    ],
)
def test_odd_text_is_read_in_no_time(text: str) -> None:
    started = time.process_time()
    parser().parse(text)
    refine(parser(), parser().parse("jacket"), text)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "text", ["ジャケット" * 60, "½⅓" * 200, "jacket" * 300, "waterproof jacket " * 50]
)
def test_what_is_encoded_of_a_long_text_is_short(text: str) -> None:
    understood = parser().parse(text)
    assert 0 < len(understood.text.encode()) <= MAX_RANKED
    assert len(understood.kind) <= LONGEST_KIND


def test_emptied_catalogue_understands_prices() -> None:
    understood = QueryParser(english(), Gazetteers(), "EUR").parse("red jacket under 50, not Tarn")
    assert [c.field for c in understood.constraints] == ["price", "text"]
