"""The catalogue as a shop's pages list it: departments, and pages of products in an order.

Owns listing, made once from the index and again when a product changes. Finding is the index's."""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.personal.suggest.sources.liked import esteem
from retrieval.values import Product, Variant

KINDS = 3
PATH = re.compile(r"[>/|]")


class Order(StrEnum):
    FEATURED = "featured"
    PRICE_ASC = "price_asc"
    PRICE_DESC = "price_desc"
    RATING = "rating"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Department:
    """`cover` is the product whose picture stands for the department."""

    name: str
    count: int
    cover: Product


@dataclass(frozen=True, slots=True)
class GoodsKind:
    """What many of the products are, and a round price that half of these cost at most; None where
    none has a price."""

    name: str
    count: int
    under: float | None


class Shelves:
    """Thread-safe. Lists are made on first use and after `refresh`."""

    def __init__(self, products: Callable[[], Sequence[Product]]) -> None:
        self._products = products
        self._lock = threading.Lock()
        self._sorted: dict[Order, list[Product]] | None = None
        self._departments: list[Department] = []
        self._kinds: list[GoodsKind] = []
        self.changes = 0

    def refresh(self) -> None:
        """The catalogue changed: what is listed next is made anew."""
        with self._lock:
            self._sorted = None
            self.changes += 1

    def products(self) -> Sequence[Product]:
        """All of them."""
        return self._stock()[Order.FEATURED]

    def departments(self) -> list[Department]:
        """In the order their first products have in the catalogue."""
        self._stock()
        return self._departments

    def kinds(self) -> list[GoodsKind]:
        """The commonest kinds of goods, the most of all first."""
        self._stock()
        return self._kinds

    def page(
        self, department: str, order: Order, page: int, per_page: int
    ) -> tuple[list[Product], int]:
        """Products of that page (from 1) and how many there are; every department when empty."""
        listed = self._stock()[order]
        if department:
            listed = [product for product in listed if product.department == department]
        start = (page - 1) * per_page
        return listed[start : start + per_page], len(listed)

    def _stock(self) -> dict[Order, list[Product]]:
        with self._lock:
            if self._sorted is None:
                products = list(self._products())
                self._departments = _departments(products)
                self._kinds = _kinds(products)
                self._sorted = {order: _in_order(products, order) for order in Order}
            return self._sorted


def lead_variant(product: Product) -> Variant:
    """The one a listing shows: the cheapest in stock, else the cheapest."""
    return min(product.variants, key=lambda v: (v.in_stock is False, _price(v)))


def _price(variant: Variant) -> float:
    return float(variant.price.amount) if variant.price else float("inf")


def _in_order(products: list[Product], order: Order) -> list[Product]:
    if order is Order.PRICE_ASC:
        return sorted(products, key=lambda p: _price(lead_variant(p)))
    if order is Order.PRICE_DESC:
        return sorted(products, key=_dearest_first)
    if order is Order.NEWEST:
        return sorted(products, key=lambda p: p.added.toordinal() if p.added else 0, reverse=True)
    return sorted(products, key=esteem, reverse=True)


def _dearest_first(product: Product) -> tuple[bool, float]:
    price = _price(lead_variant(product))
    return price == float("inf"), -price


def _departments(products: list[Product]) -> list[Department]:
    by_name: dict[str, list[Product]] = {}
    for product in products:
        by_name.setdefault(product.department, []).append(product)
    return [
        Department(name, len(those), max(those, key=esteem))
        for name, those in by_name.items()
        if name
    ]


def _kinds(products: list[Product]) -> list[GoodsKind]:
    """By category, the last part of a path such as `Home > Kitchen > Kettles`; by department where
    the catalogue has no categories."""
    by_category = any(product.category for product in products)
    by_name: dict[str, list[Product]] = {}
    for product in products:
        said = PATH.split(product.category)[-1] if by_category else product.department
        by_name.setdefault(said.strip(), []).append(product)
    named = [(name, those) for name, those in by_name.items() if name]
    common = sorted(named, key=lambda one: -len(one[1]))[:KINDS]
    return [GoodsKind(name, len(those), _under(those)) for name, those in common]


def _under(products: list[Product]) -> float | None:
    prices = sorted(_price(lead_variant(one)) for one in products)
    known = [price for price in prices if 0 < price < float("inf")]
    if not known:
        return None
    middle = known[len(known) // 2]
    step: float = 10.0 ** math.floor(math.log10(middle)) / 2
    return math.ceil(middle / step) * step
