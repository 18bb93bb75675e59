"""The cart put into words, and which of its lines a customer means. Owns no line and no price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from actions.choosing import ChoosingWords, items_meant
from actions.dialogue.answer import Answer
from actions.dialogue.desk.wordings import Wordings
from actions.stores import Order, OrderItem
from actions.turns import Part
from llm.planning import OrderState
from retrieval.values import Money, Product, Variant

MOST_VERSIONS = 12
FEW_VERSIONS = 5
"""So many are read at a glance."""


@dataclass(frozen=True, slots=True)
class CartItem:
    product: Product
    variant: Variant
    quantity: int


@dataclass(frozen=True, slots=True)
class CartWords:
    words: Wordings

    def added(self, item: CartItem, items: Sequence[CartItem], *, short: bool) -> Answer:
        text = self.words.say("cart_added", line=self._line(item), total=self._total(items))
        return self._told(self._short(item, short) + text, items)

    def changed(self, item: CartItem, items: Sequence[CartItem], *, short: bool) -> Answer:
        text = self.words.say("cart_changed", line=self._line(item), total=self._total(items))
        return self._told(self._short(item, short) + text, items)

    def removed(self, item: CartItem, items: Sequence[CartItem]) -> Answer:
        rest = self._shown(items)
        return self._told(
            self.words.say("cart_removed", title=item.product.title, rest=rest), items
        )

    def shown(self, items: Sequence[CartItem]) -> Answer:
        return self._told(self._shown(items), items)

    def at_the_checkout(self, items: Sequence[CartItem]) -> Answer:
        return self._told(self.words.say("cart_checkout", cart=self._shown(items)), items)

    def which(self, product: Product, among: Sequence[Variant]) -> Answer:
        """Each version of those `among` that is to be had, as a sentence that puts it in; where
        they are many, one option at a time."""
        there = [one for one in among if one.in_stock is not False]
        choice = self.words.label("cart_choice")
        texts = [
            choice.format(title=product.title, options=options)
            for options in _choices(there)[:MOST_VERSIONS]
        ]
        lead = self.words.say("cart_which", title=product.title)
        custom = {"type": "choices", "lead": lead, "quick_replies": texts}
        return Answer((Part("\n".join([lead, *(f"- {text}" for text in texts)]), custom),))

    def which_line(self, items: Sequence[CartItem]) -> Answer:
        return self._told(self.words.say("cart_which_line"), items)

    def not_there(self, items: Sequence[CartItem]) -> Answer:
        return self._told(self.words.say("cart_not_there", rest=self._shown(items)), items)

    def out_of_stock(self, product: Product) -> Answer:
        return Answer.words(self.words.say("cart_out_of_stock", title=product.title))

    def meant(self, text: str, items: Sequence[CartItem], words: ChoosingWords) -> CartItem | None:
        """The line that the words mean; a cart of one line is meant by any."""
        if len(items) == 1:
            return items[0]
        found = items_meant(text, _as_order(items), self.words.names.product, words)
        if found is None or len(found.lines) != 1:
            return None
        by_variant = {item.variant.variant_id: item for item in items}
        return by_variant.get(found.lines[0].variant_id)

    def _short(self, item: CartItem, short: bool) -> str:
        if not short:
            return ""
        count = str(item.quantity)
        told = self.words.say("cart_only_so_many", count=count, title=item.product.title)
        return f"{told} "

    def _shown(self, items: Sequence[CartItem]) -> str:
        if not items:
            return self.words.say("cart_empty")
        lines = self.words.names.listed(self._line(item) for item in items)
        return self.words.say("cart_shown", lines=lines, total=self._total(items))

    def _line(self, item: CartItem) -> str:
        options = ", ".join(item.variant.options.values()) if len(item.product.variants) > 1 else ""
        title = f"{item.product.title} ({options})" if options else item.product.title
        if item.quantity == 1:
            return title
        return self.words.label("line").format(count=item.quantity, title=title)

    def _total(self, items: Sequence[CartItem]) -> str:
        total = _sum(items)
        return self.words.names.money(total) if total else ""

    def _told(self, text: str, items: Sequence[CartItem]) -> Answer:
        total = _sum(items)
        custom: dict[str, Any] = {
            "type": "cart",
            "lead": text,
            "items": [
                {
                    "product_id": item.product.product_id,
                    "variant_id": item.variant.variant_id,
                    "title": self._line(CartItem(item.product, item.variant, 1)),
                    "quantity": item.quantity,
                    "price": item.variant.price.as_json() if item.variant.price else None,
                }
                for item in items
            ],
            "total": total.as_json() if total else None,
        }
        return Answer((Part(text, custom, _evidence(items)),))


def _choices(among: Sequence[Variant]) -> list[str]:
    """`mustard, L` of each, or of many the values of the first option in which they differ."""
    if len(among) > FEW_VERSIONS:
        for option in among[0].options:
            values = list(dict.fromkeys(one.options.get(option, "") for one in among))
            if 1 < len(values) < len(among):
                return [value for value in values if value]
    return [", ".join(one.options.values()) for one in among]


def _sum(items: Sequence[CartItem]) -> Money | None:
    """None where one has no price."""
    prices = [item.variant.price for item in items]
    known = [price for price in prices if price]
    if not known or len(known) < len(prices):
        return None
    cents = sum(p.amount_minor * i.quantity for p, i in zip(known, items, strict=True))
    return Money(cents, known[0].currency)


def _evidence(items: Sequence[CartItem]) -> list[dict[str, Any]]:
    return [
        {
            "field": "price",
            "value": item.variant.price.text() if item.variant.price else "",
            "source": f"product:{item.product.product_id}",
        }
        for item in items
    ]


def _as_order(items: Sequence[CartItem]) -> Order:
    """A cart read as an order is: by what is in it."""
    lines = tuple(
        OrderItem(
            item.product.product_id,
            item.variant.variant_id,
            item.product.title,
            item.quantity,
            item.variant.price or Money(0, "EUR"),
        )
        for item in items
    )
    nothing = Money(0, lines[0].price.currency)
    placed = datetime.now(UTC)
    return Order("", "", OrderState.PENDING, placed, lines, nothing, nothing)
