"""Comparing text: case, accents and punctuation don't count; words do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.fold import folded, holds, parts, phrase, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Café's TP-Link", "cafes tp link"),
        ("  Straße\u00a0Ⅷ ", "strasse viii"),
        ("C2G 3.5mm", "c2g 3 5mm"),
        ("!?", ""),
        ("雨衣", "雨衣"),
    ],
)
def test_folded(text: str, expected: str) -> None:
    assert folded(text) == expected


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert words(text) == folded(text).split()
    assert phrase(text) == folded(text)


def test_holds_knows_words_from_letters() -> None:
    assert holds("navy blue", "blue")
    assert not holds("bluebell", "blue")


def test_lists_are_taken_apart() -> None:
    assert parts("Black, Silver/Grey;  & red") == ("black", "silver", "grey", "red")
