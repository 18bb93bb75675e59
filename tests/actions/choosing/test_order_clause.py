from __future__ import annotations

import pytest
from chosen_goods import WORDS

from actions.choosing import parted


@pytest.mark.parametrize(
    ("text", "of_order"),
    [
        ("send back the cup from the order with the kettle in it", "order with the kettle in it"),
        ("in my order with the kettle, make the lamp black", "order with the kettle"),
        ("From my order with the tent I want to swap the stove", "order with the tent"),
        ("cancel the parcel that has the green socks please", "parcel that has the green socks"),
        ("order 10023 with the socks in it", "order 10023 with the socks in it"),
        ("order with the socks and return the cap", "order with the socks"),
        ("the cap from my orrder with the socks, please", "orrder with the socks"),
        ("I mean the one with the drill in it", "the one with the drill in it"),
        ("the cap: it's in the order containing a rucksack.", "order containing a rucksack"),
    ],
)  # fmt: skip
def test_what_only_tells_the_order(text: str, of_order: str) -> None:
    told = parted(text, WORDS)
    assert told.of_order == of_order
    assert of_order not in told.rest


@pytest.mark.parametrize(
    "text",
    [
        "my order has not arrived",
        "I have a problem with my order",
        "return the lamp of order 10023",
        "exchange it for the one with the blue strap",
        "order the one with two burners for me",
    ],
)
def test_other_words_are_left_together(text: str) -> None:
    assert parted(text, WORDS).rest == text
