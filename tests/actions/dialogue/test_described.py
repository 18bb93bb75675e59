"""Which words describe a thing in view, and which is the extreme one."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.dialogue.described import descriptions, extreme, extreme_said
from actions.dialogue.likeness import without
from actions.dialogue.phrases import Phrases
from retrieval.values import Money, Product, Variant

PHRASES = Phrases.load(
    Path("data/languages/en"), {"shop": "Shop", "email": "a@b.example", "phone": "1"}
)


def known(number: int, price: float | None) -> tuple[Product, Variant]:
    variant = Variant(f"v{number}", {}, None if price is None else Money.of(price, "EUR"))
    return Product(f"p{number}", f"Tent {number}", (variant,)), variant


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the blue one", [("blue", True)]),
        ("is that waterproof one in stock?", [("waterproof", True)]),
        ("the blue one versus the black one", [("blue", True), ("black", True)]),
        ("show me the cheapest", [("cheapest", False)]),
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


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("cheaper", ("price", False)),
        ("most expensive", ("price", True)),
        ("best rated", ("rating", True)),
        ("lightest", ("weight", False)),
        ("blue", None),
    ],
)
def test_extremes_name_a_measure_and_a_side(span: str, expected: tuple[str, bool] | None) -> None:
    assert extreme_said(span, PHRASES.extremes) == expected


def test_the_cheapest_is_one_and_only_where_it_is() -> None:
    goods = [known(1, 30), known(2, 20), known(3, None)]
    assert extreme(goods, "price", most=False) == goods[1]
    assert extreme(goods, "price", most=True) == goods[0]
    assert extreme([known(1, 20), known(2, 20)], "price", most=False) is None
    assert extreme([known(1, 20)], "price", most=False) is None
    assert extreme(goods, "weight", most=False) is None


def test_what_points_is_taken_out_and_the_rest_stays_as_written() -> None:
    said = "Something like the second one, but under 99.50"
    assert without(said, ["something like", "second", "one", "the"]) == ", but under 99.50"
