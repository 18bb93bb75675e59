"""Products side by side: which rows come first, and which number is marked."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from actions.dialogue.table import comparison
from retrieval.values import Attribute, AttributeValue, Hit, Money, Product, Variant

BOOK = tomllib.loads(Path("data/languages/en/dialogue.toml").read_text(encoding="utf-8"))


def hit(
    number: int,
    price: float,
    *attributes: tuple[str, AttributeValue, str],
    rating: float | None = None,
) -> Hit:
    variant = Variant(f"v{number}", {}, Money.of(price, "EUR"), stock=3)
    made = tuple(Attribute(name, value, unit) for name, value, unit in attributes)
    product = Product(f"p{number}", f"Tent {number}", (variant,), attributes=made, rating=rating)
    return Hit(product, variant, 0.0)


def rows(*hits: Hit) -> dict[str, dict[str, Any]]:
    table = comparison(hits, BOOK["text"], BOOK["marks"], "en")
    return {row["label"]: row for row in table["rows"]}


def test_what_differs_comes_before_what_does_not() -> None:
    same, other = ("waterproof", True, ""), ("poles", "steel", "")
    found = rows(hit(1, 50, same, other), hit(2, 50, same, ("poles", "carbon", "")))
    assert list(found) == ["Poles", "Price", "In stock", "Waterproof"]
    assert [row["differs"] for row in found.values()] == [True, False, False, False]


def test_least_price_and_weight_and_highest_rating_are_marked() -> None:
    found = rows(
        hit(1, 50, ("weight", 2, "kg"), rating=4.5), hit(2, 45, ("weight", 1.5, "kg"), rating=4.1)
    )
    assert found["Price"]["mark"] == {"place": 1, "text": "lowest"}
    assert found["Weight"]["mark"] == {"place": 1, "text": "lightest"}
    assert found["Rating"]["mark"] == {"place": 0, "text": "highest"}


def test_no_number_wins_that_is_shared_unknown_or_in_another_unit() -> None:
    shared = rows(hit(1, 50), hit(2, 50), hit(3, 70))
    assert "mark" not in shared["Price"]
    unknown = rows(hit(1, 50, rating=4.5), hit(2, 45))
    assert "mark" not in unknown["Rating"]
    units = rows(hit(1, 50, ("weight", 2, "kg")), hit(2, 50, ("weight", 1500, "g")))
    assert "mark" not in units["Weight"]


def test_number_that_is_better_for_some_only_is_not_marked() -> None:
    found = rows(hit(1, 50, ("width", 30, "cm")), hit(2, 50, ("width", 40, "cm")))
    assert found["Width"]["differs"]
    assert "mark" not in found["Width"]


def test_row_that_no_product_fills_is_left_out() -> None:
    assert "Rating" not in rows(hit(1, 50), hit(2, 45))
