"""What could name a person never gets into the search log."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.searchlog import masked

HIDDEN = [
    ("where is my order 10234", "where is my order ‹number›"),
    ("order #AB-10234 late", "order ‹number› late"),
    ("write to ann.o'hara+shop@mail.example.ie please", "write to ‹email› please"),
    ("call me +353 86 123 4567", "call me ‹phone›"),
    ("call (086) 123-4567", "call ‹phone›"),
    ("4111 1111 1111 1111", "‹card›"),
    ("card 4111111111111111 12/27", "card ‹card›"),
    ("parcel 998877", "parcel ‹number›"),
]
KEPT = [
    "jacket under 120, not black", "power bank 20,000 mAh", "size 42 boots 1999",
    "TRN-1013", "between 50 and 150", "tent for 4, 2.5 kg", "USB 3.0 cable 2 m", "50 100 W bulb",
]  # fmt: skip


@pytest.mark.parametrize(("said", "kept"), HIDDEN)
def test_addresses_cards_phones_and_orders_are_masked(said: str, kept: str) -> None:
    assert masked(said) == kept


@pytest.mark.parametrize("said", KEPT)
def test_what_is_asked_of_a_product_stays(said: str) -> None:
    assert masked(said) == said


@given(st.text(max_size=60), st.integers(10**12, 10**16), st.text(max_size=20))
def test_no_card_number_survives_any_text_around_it(before: str, card: int, after: str) -> None:
    assert str(card) not in masked(f"{before} {card} {after}")


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing(text: str) -> None:
    assert masked(masked(text)) == masked(text)
