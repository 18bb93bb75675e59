"""Shares of what is shown, of the catalogue and of what is bought, and how uneven they are."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from retrieval.personal.exposure import by_brand, by_newness, by_price, gini
from retrieval.values import Money, Product, Variant
from tests.retrieval.personal.goods import product

TODAY = date(2026, 6, 20)


def priced(name: str, price: int, **told: object) -> Product:
    made = product(name, **told)  # type: ignore[arg-type]
    variants = (Variant(f"{name}-v", {}, Money.of(Decimal(price), "EUR"), stock=1),)
    return Product(name, name, variants, brand=made.brand, category=made.category, added=made.added)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([1, 1, 1, 1], 0.0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25), ([], None), ([0, 0], None)],
)
def test_gini_of_known_cases(counts: list[int], expected: float | None) -> None:
    assert gini(counts) == (None if expected is None else pytest.approx(expected))


def test_brands_add_up_and_the_small_ones_stand_together() -> None:
    products = [priced(f"p{n}", 10, brand=f"B{n % 5}") for n in range(10)]
    shown = {"p0": 6, "p5": 2, "p1": 2, "gone": 99}
    rows = by_brand(products, shown, {"p1": 4}, most=2)
    assert [one.name for one in rows] == ["B1", "B0", ""]
    assert (rows[1].times, rows[1].shown, rows[1].catalogue, rows[1].demand) == (8, 0.8, 0.2, 0.0)
    for name in ("shown", "catalogue", "demand"):
        assert sum(getattr(one, name) for one in rows) == pytest.approx(1)


def test_price_bands_are_quarters_of_the_catalogue() -> None:
    products = [priced(f"p{n}", n + 1) for n in range(8)]
    rows = by_price(products, {"p0": 1, "p7": 3}, {})
    assert [(one.low, one.high, one.catalogue) for one in rows] == [
        (1, 2, 0.25), (3, 4, 0.25), (5, 6, 0.25), (7, 8, 0.25),
    ]  # fmt: skip
    assert [one.shown for one in rows] == [0.25, 0, 0, 0.75]
    assert by_price([], {}, {}) == []


def test_new_is_what_was_added_in_sixty_days() -> None:
    added = [TODAY, TODAY - timedelta(days=59), TODAY - timedelta(days=60), None]
    products = [priced(f"p{n}", 10, added=when) for n, when in enumerate(added)]
    rows = {one.name: one for one in by_newness(products, {"p0": 1, "p3": 5}, {}, TODAY)}
    assert (rows["new"].products, rows["older"].products) == (2, 1)
    assert (rows["new"].shown, rows["older"].shown) == (1.0, 0.0)
