"""What else an e-mail to one customer shows: a few of their own recommendations, each with its
reason and its price. Owns which may stand there. It is kept nowhere but made anew each time that
the e-mail is told, so that consent, price and stock are those of the moment, and so is what is
said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.numbers import format_currency

from actions.copydesk.review import Reviewer
from actions.copydesk.wish import Wish, is_address
from actions.personal.advisor import Advice, Wanted
from actions.personal.reason_words import ReasonWords
from actions.personal.visitor import Visitor
from retrieval.personal.suggest import Reason, Suggested
from retrieval.values import Product, Variant

MOST = 4
LOOKED_AT = 12
"""Suggestions: what has no price, or says something that the checker doubts, is passed over."""
LONGEST = 200
"""Characters of one thing with its reason: more isn't read in passing."""
Finder = Callable[[str, Wish], "tuple[Shelved, ...]"]
"""The shelf of a customer in the e-mail of that wish."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """`because` is a reason's line, `price` as it is shown; `link` is empty where the product has
    no address that leads there from a mailbox."""

    product: Product
    variant: Variant
    price: str
    because: str
    evidence: tuple[dict[str, Any], ...]

    @property
    def link(self) -> str:
        return self.product.url if is_address(self.product.url) else ""

    @property
    def text(self) -> str:
        return f"{self.product.title}, {self.price}. {self.because}."

    def as_json(self) -> dict[str, Any]:
        price = self.variant.price
        return {
            "product_id": self.product.product_id,
            "variant_id": self.variant.variant_id,
            "title": self.product.title,
            "price": price.as_json() if price else None,
            "url": self.link,
            "because": self.because,
            "evidence": list(self.evidence),
        }


@dataclass(frozen=True, slots=True)
class ShelfMaker:
    """Methods block. `words` gives the reasons' of a language, None where its folder has none: an
    e-mail speaks one language. `may_write_to` tells whether a customer agrees to marketing and to
    personalisation."""

    suggest: Callable[[Wanted], Advice]
    words: Callable[[str], ReasonWords | None]
    product: Callable[[str], Product | None]
    reviewer: Reviewer
    may_write_to: Callable[[str], bool]
    locale: str

    def shelf(self, customer_id: str, wish: Wish, today: date) -> tuple[Shelved, ...]:
        """Best first, without the product that the e-mail is about; nothing for nobody, and nothing
        without consent."""
        words = self.words(wish.language)
        if not customer_id or words is None or not self.may_write_to(customer_id):
            return ()
        about = frozenset({wish.product.product_id})
        wanted = Wanted(Visitor(customer_id=customer_id), LOOKED_AT, excluded=about)
        found: list[Shelved] = []
        for suggested in self.suggest(wanted).suggested:
            found += self._first_true(suggested, words, wish, today)
            if len(found) == MOST:
                break
        return tuple(found)

    def finder(self, today: date) -> Finder:
        """For one answer: many e-mails to one customer about one product share a shelf."""
        known: dict[tuple[str, str, str], tuple[Shelved, ...]] = {}

        def find(customer_id: str, wish: Wish) -> tuple[Shelved, ...]:
            key = customer_id, wish.product.product_id, wish.language
            if key not in known:
                known[key] = self.shelf(customer_id, wish, today)
            return known[key]

        return find

    def _first_true(
        self, suggested: Suggested, words: ReasonWords, wish: Wish, today: date
    ) -> list[Shelved]:
        """With the most telling of its reasons that the checker finds nothing against."""
        price = suggested.variant.price
        if price is None or suggested.variant.in_stock is False:
            return []
        said = format_currency(price.amount, price.currency, locale=self.locale)
        for reason in suggested.reasons:
            line = words.line(reason, suggested, None)
            evidence = reason.evidence(suggested.product.product_id)
            one = Shelved(suggested.product, suggested.variant, said, line, evidence)
            if line and len(one.text) <= LONGEST and self._is_true(one, reason, wish, today):
                return [one]
        return []

    def _is_true(self, one: Shelved, reason: Reason, wish: Wish, today: date) -> bool:
        other = self.product(reason.other) if reason.other else None
        beside: Sequence[Product] = (other,) if other else ()
        counted = {_measured(entry["field"]): entry["value"] for entry in one.evidence}
        return not any(self.reviewer.beside(wish, one.product, one.text, today, beside, counted))


def _measured(field: str) -> str:
    """By the name that the checker knows as a span of days."""
    return "days" if field.endswith("days") else field
