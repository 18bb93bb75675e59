"""How the things of an order are called to a customer: items, variants, addresses, means.

Owns naming; every name comes out of a record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list

from actions.stores import Address, Customer, Order
from actions.stores.change import Line, Swap
from retrieval.values import Money, Product

MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Names:
    """`labels` are the language's, `locale` the shop's."""

    labels: Mapping[str, str]
    locale: str
    product: Callable[[str], Product | None]

    def day(self, day: date) -> str:
        return str(format_date(day, "long", locale=self.locale))

    def money(self, amount: Money) -> str:
        return amount.text(self.locale)

    def listed(self, names: Iterable[str]) -> str:
        kept = list(names)
        return str(format_list(kept, locale=self.locale)) if kept else ""

    def line(self, order: Order, line: Line) -> str:
        item = order.item(line.variant_id)
        title = self.item(order, line.variant_id) if item else line.variant_id
        if line.quantity == 1:
            return title
        return self.labels["line"].format(count=line.quantity, title=title)

    def lines(self, order: Order, lines: Iterable[Line]) -> str:
        return self.listed(self.line(order, line) for line in lines)

    def whole(self, order: Order) -> str:
        """All that was ordered, a long list cut."""
        named = [self.line(order, Line(item.variant_id, item.quantity)) for item in order.items]
        if len(named) <= MOST_NAMED:
            return self.listed(named)
        more = {"title": ", ".join(named[: MOST_NAMED - 1]), "count": len(named) - MOST_NAMED + 1}
        return self.labels["more_items"].format(**more)

    def item(self, order: Order, variant_id: str) -> str:
        """Its title, with its options where the product has several variants."""
        item = order.item(variant_id)
        if item is None:
            return variant_id
        options = self.options(item.product_id, variant_id)
        return f"{item.title} ({options})" if options else item.title

    def goods(self, product_id: str, variant_id: str) -> str:
        """A product of the catalogue, with its variant's options; empty for none."""
        product = self.product(product_id) if product_id else None
        if product is None:
            return ""
        options = self.options(product_id, variant_id)
        return f"{product.title} ({options})" if options else product.title

    def options(self, product_id: str, variant_id: str) -> str:
        """`black, M`: what tells this variant from the product's others."""
        product = self.product(product_id)
        if product is None or len(product.variants) < 2:
            return ""
        variant = next((v for v in product.variants if v.variant_id == variant_id), None)
        return ", ".join(variant.options.values()) if variant else ""

    def swap(self, order: Order, swap: Swap) -> str:
        item = order.item(swap.variant_id)
        wanted = self.options(item.product_id, swap.to_variant_id) if item else ""
        title = self.item(order, swap.variant_id)
        return self.labels["swap"].format(title=title, wanted=wanted or swap.to_variant_id)

    def address(self, address: Address) -> str:
        parts = (address.street, address.extra, address.city, address.region)
        start = ", ".join(part for part in parts if part)
        return ", ".join(
            p for p in (f"{start} {address.postcode}".strip(), self.country(address)) if p
        )

    def country(self, address: Address) -> str:
        territories = Locale.parse(self.locale).territories
        return str(territories.get(address.country, address.country))

    def means(self, customer: Customer | None, method_id: str, kind: str = "") -> str:
        """`your card ending in 4821`."""
        method = customer.method(method_id) if customer and method_id else None
        called = (method.label or method.kind) if method else kind
        return (
            self.labels["your_means"].format(method=called) if called else self.labels["the_means"]
        )
