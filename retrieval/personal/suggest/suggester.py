"""The one entry: a situation -> what to suggest, each with its reasons. Owns the order of the
stages: sources, blend, choice."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from retrieval.personal.suggest.blend import WEIGHTS, Blended, blended
from retrieval.personal.suggest.catalogue import Catalogue
from retrieval.personal.suggest.choosing import may_be_shown, varied
from retrieval.personal.suggest.proposal import Proposal, Source
from retrieval.personal.suggest.reason import Ground, Reason
from retrieval.personal.suggest.situation import Situation
from retrieval.personal.suggest.tuning import Tuning
from retrieval.personal.trial.shuffling import MOST, shuffled, weights_of
from retrieval.values import Product, Variant

DEPTH = 60
"""Candidates of each source."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """`variant` can be had. `parts` are what each source added to `score`; `reasons` has one at
    least, the most telling first."""

    product: Product
    variant: Variant
    score: float
    reasons: tuple[Reason, ...]
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Explored:
    """What was shown in an order that was drawn. `window` are (product, weight) of all whose order
    was; `orders` is what each other way of suggesting would have shown, by its name."""

    shown: Sequence[Suggested]
    window: tuple[tuple[str, float], ...]
    orders: Mapping[str, tuple[str, ...]]


class Suggester:
    """Safe to call from several threads where its sources are."""

    def __init__(
        self,
        catalogue: Catalogue,
        sources: Mapping[str, Source],
        weights: Mapping[str, float] = WEIGHTS,
    ) -> None:
        self._catalogue, self._sources, self._weights = catalogue, dict(sources), dict(weights)

    def suggest(
        self, situation: Situation, k: int = 10, tuning: Tuning | None = None
    ) -> list[Suggested]:
        """At most `k`, best first; fewer where no more can be had. What nothing speaks for isn't
        suggested."""
        tuning = tuning or Tuning(self._weights)
        return self._chosen(self._lists(situation), situation, k, tuning)

    def explore(
        self,
        situation: Situation,
        k: int,
        tuning: Tuning,
        others: Mapping[str, Tuning],
        chance: random.Random,
    ) -> Explored:
        """As `suggest`, but the best few in an order that is drawn; the worse, the later,
        mostly."""
        lists = self._lists(situation)
        window = self._chosen(lists, situation, MOST, tuning)
        weights = weights_of([one.score for one in window]) if window else []
        order = shuffled(weights, chance)[:k]
        told = zip(window, weights, strict=True)
        return Explored(
            [window[place] for place in order],
            tuple((one.product.product_id, weight) for one, weight in told),
            {
                name: tuple(
                    one.product.product_id for one in self._chosen(lists, situation, k, other)
                )
                for name, other in others.items()
            },
        )

    def _lists(self, situation: Situation) -> Mapping[str, Sequence[Proposal]]:
        return {name: source(situation, DEPTH) for name, source in self._sources.items()}

    def _chosen(
        self, lists: Mapping[str, Sequence[Proposal]], situation: Situation, k: int, tuning: Tuning
    ) -> list[Suggested]:
        about = self._catalogue.product(situation.about) if situation.about else None
        kind = about.category if about else ""
        ready = self._ready(lists, situation, tuning.weights)
        return list(varied(ready, k, lambda one: one.product, kind=kind, variety=tuning.variety))

    def _ready(
        self,
        lists: Mapping[str, Sequence[Proposal]],
        situation: Situation,
        weights: Mapping[str, float],
    ) -> Iterator[Suggested]:
        for one in blended(lists, weights):
            suggested = self._suggested(one, situation)
            if suggested is not None:
                yield suggested

    def _suggested(self, one: Blended, situation: Situation) -> Suggested | None:
        product = self._catalogue.product(one.product_id)
        if product is None:
            return None
        again = any(reason.ground is Ground.AGAIN for reason in one.reasons)
        variant = may_be_shown(product, situation, again=again)
        if variant is None:
            return None
        found = one.reasons or self._by_likeness(one, situation)
        reasons = tuple(
            told for reason in found if (told := _true_of(reason, variant, one.product_id))
        )
        if not reasons:
            return None
        return Suggested(product, variant, one.score, reasons, one.parts)

    def _by_likeness(self, one: Blended, situation: Situation) -> list[Reason]:
        """What only the sequence speaks for rests on what was looked at: on the likest of that."""
        seen = situation.last
        nearest = self._catalogue.nearest_of(one.product_id, list(seen)[-20:]) if seen else ""
        return [Reason.after(seen[nearest])] if nearest else []


def _true_of(reason: Reason, variant: Variant, product_id: str) -> Reason | None:
    """An offer is of one variant, and it may not be the one that is shown. Nothing is by the same
    brand as itself: there its kind alone is told."""
    if reason.ground is Ground.TASTE and reason.other == product_id:
        return replace(reason, brand="")
    if reason.ground is not Ground.OFFER:
        return reason
    before, price = variant.list_price, variant.price
    if before is None or price is None or before.amount <= price.amount:
        return None
    return replace(reason, list_price=float(before.amount))
