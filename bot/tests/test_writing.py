"""However an order's number is referred to, the message is the same; nothing else changes."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.loading import load_data

from bot.nlu.writing import Writing

SAID = Writing(["number", "no.", "no", "#", "with the number"])


@pytest.mark.parametrize(
    "text",
    [
        "where is order number 10405?",
        "where is order no. 10405?",
        "where is order No 10405?",
        "where is order #10405?",
        "where is order number: 10405?",
        "where is order with the number 10405?",
        "where is order 10405?",
    ],
)
def test_an_order_is_called_by_its_number_alone(text: str) -> None:
    assert SAID.apply(text) == "where is order 10405?"


@pytest.mark.parametrize(
    "text", ["no 10 for me", "is there no 5 kg bag", "my number is 10405", "piano 10405", "#1", ""]
)
def test_other_numbers_keep_their_words(text: str) -> None:
    assert SAID.apply(text) == text


def test_the_words_are_those_of_the_examples() -> None:
    table = load_data("data/nlu/en").lookup_tables
    assert Writing.of(table).apply("cancel order nr. ab-10405") == "cancel order ab-10405"
    assert Writing.of([]).apply("order no. 10405") == "order no. 10405"
