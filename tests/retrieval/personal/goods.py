"""A few products, and a catalogue of them in memory: likeness is told, not measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from retrieval.personal.deed import Deed, Did
from retrieval.values import Attribute, Money, Product, Variant

NOON = datetime(2026, 6, 20, 12, tzinfo=UTC)


def product(name: str, kind: str = "tent", *, brand: str = "Harrow", **more: object) -> Product:
    price = Money.of(Decimal("80"), "EUR")
    variants = (Variant(f"{name}-v", {}, price, stock=5),)
    told: dict[str, object] = {"rating": 4.0, "rating_count": 50} | more
    return Product(
        name, name.title(), variants, brand=brand, department="Camping", category=kind, **told
    )  # type: ignore[arg-type]


def sold_out(one: Product) -> Product:
    return replace(one, variants=tuple(replace(variant, stock=0) for variant in one.variants))


def waterproof(one: Product) -> Product:
    return replace(one, attributes=(Attribute("waterproof", True), Attribute("sleeps", 2)))


def deed(product_id: str, did: Did = Did.VIEW, *, days_ago: float = 0, **more: object) -> Deed:
    return Deed(did, product_id, NOON - timedelta(days=days_ago), **more)  # type: ignore[arg-type]


@dataclass
class Goods:
    """Implements `Catalogue`. `near[a]` are those like `a`, the likest first."""

    products: dict[str, Product]
    near: Mapping[str, list[str]] = field(default_factory=dict)

    def product(self, product_id: str) -> Product | None:
        return self.products.get(product_id)

    def alike(self, wanted: Mapping[str, float], k: int) -> list[tuple[str, float]]:
        (anchor,) = wanted
        found = self.near.get(anchor, [])
        return [(one, 1.0 - 0.1 * place) for place, one in enumerate(found)][:k]

    def nearest_of(self, product_id: str, others: list[str]) -> str:
        return next((one for one in others if product_id in self.near.get(one, [])), "")


def goods(*products: Product, near: Mapping[str, list[str]] | None = None) -> Goods:
    return Goods({one.product_id: one for one in products}, near or {})
