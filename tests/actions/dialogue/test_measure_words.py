"""Which measure words name, and what has the most of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.dialogue.measures import Extreme, Known, by_measure, extreme, extreme_said
from actions.dialogue.phrases import Phrases
from retrieval.values import Attribute, Money, Product, Variant

EXTREMES = Phrases.load(
    Path("data/languages/en"), {"shop": "Shop", "email": "a@b.example", "phone": "1"}
).extremes
CHEAPEST, DEAREST = Extreme("price", most=False), Extreme("price", most=True)
LIGHTEST = Extreme("weight", most=False)


def known(number: int, price: float | None, *attributes: Attribute) -> Known:
    variant = Variant(f"v{number}", {}, None if price is None else Money.of(price, "EUR"))
    return Product(f"p{number}", f"Tent {number}", (variant,), attributes=attributes), variant


def weighing(number: int, value: float, unit: str) -> Known:
    return known(number, 10, Attribute("weight", value, unit))


@pytest.mark.parametrize(
    ("words", "measure", "most"),
    [
        ("cheaper", "price", False),
        ("which is most expensive", "price", True),
        ("the best rated", "rating", True),
        ("lightest", "weight", False),
        ("which has the biggest screen", "screen", True),
        ("which holds the most", "capacity", True),
        ("the thickest of them", "thickness", True),
    ],
)
def test_words_name_a_measure_and_a_side(words: str, measure: str, most: bool) -> None:
    found = extreme_said(words, EXTREMES, ())
    assert found is not None
    assert (found.measure, found.most) == (measure, most)
    assert found.said in words


def test_other_words_name_none() -> None:
    assert extreme_said("the blue one", EXTREMES, ()) is None


@pytest.mark.parametrize(("measure", "unit"), [("sleeps", ""), ("capacity", "l"), ("width", "cm")])
def test_the_biggest_is_so_by_what_they_state(measure: str, unit: str) -> None:
    seen = [known(n, 10, Attribute(measure, n, unit)) for n in (2, 4, 3)]
    wanted = extreme_said("which is the biggest", EXTREMES, seen)
    assert wanted is not None
    assert wanted.measure == measure
    assert extreme(seen, wanted) == seen[1]


def test_the_cheapest_is_one_and_only_where_it_is() -> None:
    goods = [known(1, 30), known(2, 20), known(3, None)]
    assert extreme(goods, CHEAPEST) == goods[1]
    assert extreme(goods, DEAREST) == goods[0]
    assert extreme([known(1, 20), known(2, 20)], CHEAPEST) is None
    assert extreme([known(1, 20)], CHEAPEST) is None
    assert extreme(goods, LIGHTEST) is None


def test_grams_and_kilos_are_put_in_one_order() -> None:
    heavy, light, middling = weighing(1, 1.2, "kg"), weighing(2, 300, "g"), weighing(3, 0.5, "kg")
    assert by_measure([heavy, light, middling], LIGHTEST) == [light, middling, heavy]
    assert by_measure([heavy, weighing(4, 3, "bananas")], LIGHTEST) == [heavy]
