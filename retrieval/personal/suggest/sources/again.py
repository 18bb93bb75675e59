"""What a customer bought and will need again: where customers do buy it again, and it is time."""

from __future__ import annotations

from retrieval.personal.suggest.demand import Demand
from retrieval.personal.suggest.proposal import Proposal
from retrieval.personal.suggest.reason import Ground, Reason
from retrieval.personal.suggest.situation import Situation

EARLY, LATE = 0.8, 2.5
"""In spans of the habit: before it is too soon, after it has been bought elsewhere."""


class Again:
    def __init__(self, demand: Demand) -> None:
        self._demand = demand

    def __call__(self, situation: Situation, k: int) -> list[Proposal]:
        due = []
        for product_id, when in situation.bought.items():
            every = self._demand.again.get(product_id)
            if every is None:
                continue
            spans = (situation.now - when).days / every
            if EARLY <= spans <= LATE:
                reason = Reason(Ground.AGAIN, when=when.date(), days=every)
                due.append(Proposal(product_id, -abs(1.0 - spans), reason))
        return sorted(due, key=lambda one: (-one.score, one.product_id))[:k]
