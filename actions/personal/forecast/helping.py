"""Who is offered help, and with what: one rule. A visitor who has looked at the same product three
times in this visit, hasn't put it in the cart, and isn't likely to buy anyway, hesitates.

By their consent to personalisation alone, since without it nobody knows their visit; and once a
visit, whatever they answer.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable

from actions.personal.forecast.foreteller import Chance, Foreteller
from actions.personal.visitor import Visitor
from retrieval.personal.deed import Did
from retrieval.values import Product

LOOKS = 3
LIKELY = 0.5
"""Whoever is likelier than that to buy is left alone."""
MOST_REMEMBERED = 10_000


def hesitates_about(chance: Chance) -> str | None:
    """The product looked at most often, of several the one looked at last."""
    if chance.is_over or chance.visit.bought:
        return None
    if chance.foreseen is not None and chance.foreseen.purchase.probability >= LIKELY:
        return None
    looks: Counter[str] = Counter()
    decided: set[str] = set()
    latest: dict[str, int] = {}
    for place, act in enumerate(chance.visit.acts):
        if act.did is Did.VIEW:
            looks[act.product_id] += 1
            latest[act.product_id] = place
        elif act.did is Did.CART:
            decided.add(act.product_id)
    open_ = [one for one, many in looks.items() if many >= LOOKS and one not in decided]
    return max(open_, key=lambda one: (looks[one], latest[one]), default=None)


class Helping:
    """Methods block; call them from a worker thread."""

    def __init__(self, foreteller: Foreteller, product: Callable[[str], Product | None]) -> None:
        self._foreteller, self._product = foreteller, product
        self._offered: OrderedDict[str, tuple[str, str]] = OrderedDict()
        self._lock = threading.Lock()

    def offer(self, visitor: Visitor) -> Product | None:
        """What to offer help with, now: taken as offered by whoever asks. None for a product that
        can't be had."""
        chance = self._foreteller.of(visitor)
        product_id = hesitates_about(chance) if chance else None
        product = self._product(product_id) if product_id else None
        if chance is None or product is None or not _can_be_had(product):
            return None
        began = chance.visit.acts[0].when.isoformat()
        return product if self._is_first(visitor.key, began, product.title) else None

    def offered(self, visitor: Visitor) -> str:
        """The title of what was offered last; empty where nothing was."""
        return self._offered.get(visitor.key, ("", ""))[1]

    def _is_first(self, key: str, began: str, title: str) -> bool:
        with self._lock:
            if self._offered.get(key, ("", ""))[0] == began:
                return False
            self._offered[key] = began, title
            self._offered.move_to_end(key)
            while len(self._offered) > MOST_REMEMBERED:
                self._offered.popitem(last=False)
            return True


def _can_be_had(product: Product) -> bool:
    """Where the records don't tell the stock, it may be."""
    return any(variant.in_stock is not False for variant in product.variants)
