"""What other customers had in the same order: with what is on the page or in the cart, or was
bought or looked at lately. It completes a set."""

from __future__ import annotations

import math

from retrieval.personal.suggest.demand import Demand
from retrieval.personal.suggest.proposal import Proposal
from retrieval.personal.suggest.reason import Ground, Reason
from retrieval.personal.suggest.situation import Situation

MOST = 20


class Together:
    def __init__(self, demand: Demand) -> None:
        self._demand = demand

    def __call__(self, situation: Situation, k: int) -> list[Proposal]:
        best: dict[str, Proposal] = {}
        for anchor in _anchors(situation):
            for product_id, count in self._demand.together(anchor).items():
                score = self._affinity(anchor, product_id, count)
                if product_id not in best or score > best[product_id].score:
                    reason = Reason(
                        Ground.TOGETHER, other=anchor, count=count, of=self._demand.with_[anchor]
                    )
                    best[product_id] = Proposal(product_id, score, reason)
        return sorted(best.values(), key=lambda one: (-one.score, one.product_id))[:k]

    def _affinity(self, one: str, other: str, count: int) -> float:
        """Cosine of the orders of the two: what everybody buys goes with nothing in particular."""
        return count / math.sqrt(self._demand.with_[one] * self._demand.with_[other])


def _anchors(situation: Situation) -> list[str]:
    return list(situation.anchors or list(situation.interests)[:MOST])
