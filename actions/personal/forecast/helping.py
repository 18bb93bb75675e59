"""Who is offered help, and with what: one rule. A visitor who has looked at the same product three
times in this visit, hasn't put it in the cart, and isn't likely to buy anyway, hesitates.

By their consent to personalisation alone, since without it nobody knows their visit; and once a
visit, whatever they answer.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable

from actions.experiments.levers import LOOKS, OFFER, SOONEST
from actions.experiments.trials import Trials
from actions.personal.forecast.foreteller import Chance, Foreteller
from actions.personal.visitor import Visitor
from retrieval.personal.deed import Did
from retrieval.values import Product

USUALLY = 3
LIKELY = 0.5
"""Whoever is likelier than that to buy is left alone."""
MOST_REMEMBERED = 10_000


def hesitates_about(chance: Chance, least: int = USUALLY) -> str | None:
    """The product looked at most often, `least` times or more, of several the one looked at
    last."""
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
    open_ = [one for one, many in looks.items() if many >= least and one not in decided]
    return max(open_, key=lambda one: (looks[one], latest[one]), default=None)


class Helping:
    """Methods block; call them from a worker thread."""

    def __init__(
        self,
        foreteller: Foreteller,
        product: Callable[[str], Product | None],
        trials: Trials | None = None,
    ) -> None:
        self._foreteller, self._product, self._trials = foreteller, product, trials
        self._offered: OrderedDict[str, tuple[str, str]] = OrderedDict()
        self._lock = threading.Lock()

    def offer(self, visitor: Visitor) -> Product | None:
        """What to offer help with, now: taken as offered by whoever asks. None for a product that
        can't be had."""
        chance = self._foreteller.of(visitor)
        product = self._hesitated_about(chance, SOONEST) if chance else None
        if chance is None or product is None:
            return None
        looks = self._looks(visitor)
        product = self._hesitated_about(chance, looks) if looks else None
        if product is None:
            return None
        began = chance.visit.acts[0].when.isoformat()
        return product if self._is_first(visitor.key, began, product.title) else None

    def _looks(self, visitor: Visitor) -> int | None:
        """How often one must have looked, and None where nothing is offered. Asked for those alone
        whom some setting would offer something: for the others it decides nothing."""
        if self._trials is None:
            return USUALLY
        choice = self._trials.choice(OFFER, visitor)
        self._trials.used(choice, visitor)
        return LOOKS[choice.value]

    def _hesitated_about(self, chance: Chance, looks: int) -> Product | None:
        product_id = hesitates_about(chance, looks)
        product = self._product(product_id) if product_id else None
        return product if product is not None and _can_be_had(product) else None

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
