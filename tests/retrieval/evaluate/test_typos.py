"""Slips of the finger: drawn as promised, and counted against the page of the right word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from small_shop import shop

from retrieval.evaluate.typos import all_words, draw_slips, measure_typos, title_words

WORDS = ["kettle", "espresso", "headphones", "chair", "wellington"]
KNOWN = {*WORDS, "hair", "char", "chai"}


def drawn(seed: int) -> list[tuple[str, str, int]]:
    return list(draw_slips(WORDS, KNOWN, seed))


@given(st.integers())
def test_slips_are_new_words_one_or_two_edits_away(seed: int) -> None:
    for word, typed, edits in draw_slips(WORDS, KNOWN, seed):
        assert typed != word
        assert typed not in KNOWN
        assert abs(len(typed) - len(word)) <= edits <= (2 if len(word) >= 7 else 1)


def test_the_same_seed_draws_the_same_slips() -> None:
    assert drawn(7) == drawn(7) != drawn(8)


def test_title_words_are_whole_words_of_five_letters_and_more() -> None:
    words = title_words(shop())
    assert words == sorted(set(words))
    assert all(len(word) >= 5 and word.isalpha() for word in words)


def test_what_a_slip_keeps_is_a_share_of_the_right_page() -> None:
    pages = {"kettle": ["a", "b", "c", "d"], "ketle": ["a", "x", "d"]}
    slips = [("mug", "mgu", 1), ("kettle", "ketle", 1)]
    found = measure_typos(lambda q: pages.get(q, []), lambda _: [], slips, 5)
    assert [(slip.word, slip.kept) for slip in found] == [("kettle", 0.5)]


def test_measuring_stops_at_the_count() -> None:
    slips = drawn(1)
    assert len(measure_typos(lambda q: [q], lambda _: [], slips, 2)) == 2


def test_all_words_hold_what_descriptions_and_attributes_say() -> None:
    words = all_words(shop())
    assert set(title_words(shop())) < words
