"""Texts from Rasa and the parts that waited, one list again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from actions.gateway.joining import join
from actions.turns import Part

CARD = {"type": "products"}


def test_a_text_without_a_part_stays_plain() -> None:
    assert join(["hello"], []) == [{"text": "hello"}]


def test_each_text_finds_the_part_that_said_it() -> None:
    parts = [Part("one", CARD), Part("two", evidence=[])]
    assert join(["one", "between", "two"], parts) == [
        {"text": "one", "custom": CARD},
        {"text": "between"},
        {"text": "two", "evidence": []},
    ]


def test_pieces_cut_at_blank_lines_are_one_message_again() -> None:
    part = Part("first\n\nsecond\n\nthird", CARD)
    assert join(["before", "first", "second", "third", "after"], [part]) == [
        {"text": "before"},
        {"text": "first\n\nsecond\n\nthird", "custom": CARD},
        {"text": "after"},
    ]


def test_the_same_words_twice_are_two_parts_in_their_order() -> None:
    parts = [Part("again", {"n": 1}), Part("again", {"n": 2})]
    assert [m["custom"]["n"] for m in join(["again", "again"], parts)] == [1, 2]


def test_what_an_action_said_is_kept_when_rasa_lost_it() -> None:
    assert join([], [Part("found", CARD)]) == [{"text": "found", "custom": CARD}]


words = st.text(alphabet="ab\n", min_size=1, max_size=8).filter(lambda t: bool(t.strip()))


@given(st.lists(words, max_size=5))
def test_all_that_was_said_comes_back_once_and_in_order(texts: list[str]) -> None:
    parts = [Part(text, {"n": n}) for n, text in enumerate(texts)]
    sent = [piece for text in texts for piece in text.strip().split("\n\n")]
    joined = join(sent, parts)
    assert sorted(m["custom"]["n"] for m in joined if "custom" in m) == list(range(len(texts)))
    assert len(joined) >= len(texts)
