"""A product as the shop's records hold it. Owns the shape; importers fill it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from retrieval.values.money import Money

AttributeValue: TypeAlias = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """One named fact. `name` is a snake_case key, `unit` as the shop writes it (`cm`, `g`)."""

    name: str
    value: AttributeValue
    unit: str = ""

    @property
    def label(self) -> str:
        """The name as a reader sees it: `battery_life` -> `battery life`."""
        return self.name.replace("_", " ").strip()

    @property
    def text(self) -> str:
        """The value as a reader sees it, with its unit: `420 g`, `yes`, `red, blue`."""
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        if isinstance(self.value, tuple):
            return ", ".join(self.value)
        number = f"{self.value:g}" if isinstance(self.value, float) else str(self.value)
        return f"{number} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Variant:
    """What is bought (a SKU). `stock` is a count; None where the shop's records don't say."""

    variant_id: str
    options: Mapping[str, str] = field(default_factory=dict)
    price: Money | None = None
    list_price: Money | None = None
    stock: int | None = None

    @property
    def in_stock(self) -> bool | None:
        return None if self.stock is None else self.stock > 0


@dataclass(frozen=True, slots=True)
class Product:
    """What is searched. `variants` holds at least one; options are keyed `colour`, `size`, ..."""

    product_id: str
    title: str
    variants: tuple[Variant, ...]
    brand: str = ""
    department: str = ""
    category: str = ""
    description: str = ""
    attributes: tuple[Attribute, ...] = ()
    rating: float | None = None
    rating_count: int = 0
    codes: tuple[str, ...] = ()
    url: str = ""
    image: str = ""
    added: date | None = None

    def attribute(self, name: str) -> Attribute | None:
        return next((a for a in self.attributes if a.name == name), None)

    def variant(self, variant_id: str) -> Variant | None:
        return next((v for v in self.variants if v.variant_id == variant_id), None)
