from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from actions.dialogue.ordinals import Ordinals
from actions.dialogue.reference import chosen_place, places, stretch

BOOK = tomllib.loads(Path("data/languages/en/dialogue.toml").read_text(encoding="utf-8"))
ORDINALS = Ordinals.of(BOOK["ordinals"], BOOK["pointing"])
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
        ("how long does the battery last", []),
        ("how long does a charge of the second last", [1]),
        ("will these boots last a whole winter", []),
        ("give me a second to think about it", []),
        ("does it last?", []),
        ("can I see it in the shop first", []),
        ("is this any good for first aid", []),
        ("second", [1]),
        ("second, please", [1]),
        ("first and third please", [0, 2]),
        ("could you compare first and the third for me", [0, 2]),
        ("please put the first and third side by side", [0, 2]),
        ("is the last of them waterproof too", [-1]),
        ("does the last one come with a hood", [-1]),
        ("i think 2nd looks best on me", [1]),
        ("show last", [-1]),
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
