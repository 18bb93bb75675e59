"""Which words describe a thing in view, and which is the extreme one."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.dialogue.described import descriptions
from actions.dialogue.likeness import without
from actions.dialogue.phrases import Phrases

PHRASES = Phrases.load(
    Path("data/languages/en"), {"shop": "Shop", "email": "a@b.example", "phone": "1"}
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the blue one", [("blue", True)]),
        ("is that waterproof one in stock?", [("waterproof", True)]),
        ("the blue one versus the black one", [("blue", True), ("black", True)]),
        ("show me the cheapest", [("cheapest", False)]),
        ("put the cheapest into my cart please", [("cheapest", False)]),
        ("add the most expensive to my cart, will you", [("most expensive", False)]),
        ("the cheapest tent you have in store", []),
        ("the red ones", [("red ones", False)]),
        ("a blue one", []),
        ("like this but cheaper", []),
        ("cheaper please", []),
    ],
)
def test_a_description_stands_between_an_article_and_a_thing(
    text: str, expected: list[tuple[str, bool]]
) -> None:
    assert list(descriptions(text, PHRASES)) == expected


def test_what_points_is_taken_out_and_the_rest_stays_as_written() -> None:
    said = "Something like the second one, but under 99.50"
    assert without(said, ["something like", "second", "one", "the"]) == ", but under 99.50"
