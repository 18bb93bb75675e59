"""What reaches Rasa of a customer's words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.errors import BadInput
from actions.gateway.cleaning import clean
from actions.gateway.errors import TooLarge


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  hello   there ", "hello there"),
        ("one\r\n\n\ntwo", "one\ntwo"),
        ("tab\there", "tab here"),
        ("nul\x00l and bell\x07", "nul l and bell"),
        ("\u202eevil\u202c", "evil"),
        ("cafe\u0301", "café"),
        ("/search{}", "search{}"),
        ("/ / /greet", "greet"),
        ("1/2 inch", "1/2 inch"),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
        ("防水夹克", "防水夹克"),
        ("half \ud83d pair", "half pair"),
    ],
)
def test_words_stay_and_what_hides_goes(said: str, kept: str) -> None:
    assert clean(said, 100) == kept


def test_the_limit_counts_what_was_sent() -> None:
    assert clean("a" * 10, 10) == "a" * 10
    with pytest.raises(TooLarge, match="10 characters; this one has 11"):
        clean("a" * 11, 10)


@given(st.text(alphabet=st.characters(), max_size=60))
def test_what_is_kept_is_clean_and_cleaning_again_changes_nothing(said: str) -> None:
    try:
        kept = clean(said, 100)
    except BadInput:
        return
    assert kept
    assert not kept.startswith("/")
    assert not {unicodedata.category(c) for c in kept if c not in "\n\u200c\u200d"} & {
        "Cc",
        "Cf",
        "Cs",
    }
    assert clean(kept, 200) == kept
    kept.encode("utf-8")
