from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from actions.dialogue.reference import chosen_place, places, stretch

BOOK = tomllib.loads(Path("data/languages/en/dialogue.toml").read_text(encoding="utf-8"))
ORDINALS = BOOK["ordinals"]
NUMBERS = BOOK["numbers"]
LABELS = ["Find a product", "Check an order", "Talk to a person"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the second one", [1]),
        ("compare the first and the third", [0, 2]),
        ("what about the last?", [-1]),
        ("is number 2 waterproof", [1]),
        ("tell me about the Solstice 2-Person Tent", []),
        ("the blue one", []),
        ("order 10234", []),
        ("a tent for 0", []),
        ("the first, no wait, the first", [0]),
    ],
)
def test_places_point_where_the_words_do(text: str, expected: list[int]) -> None:
    assert places(text, ORDINALS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Check an order", 1),
        ("check an ORDER!", 1),
        ("2", 1),
        ("two", 1),
        ("the last one please", 2),
        ("option three", 2),
        ("4", None),
        ("I want 2 kettles for my mother", None),
        ("neither", None),
    ],
)
def test_choice_is_taken_by_label_or_by_number_alone(text: str, expected: int | None) -> None:
    assert chosen_place(text, LABELS, ORDINALS, NUMBERS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("compare the first three", [0, 1, 2]),
        ("the last two", [-2, -1]),
        ("first 2 please", [0, 1]),
        ("the first one", []),
        ("the second and the third", []),
    ],
)
def test_first_three_is_a_stretch_of_places(text: str, expected: list[int]) -> None:
    assert stretch(text, ORDINALS, NUMBERS) == expected
