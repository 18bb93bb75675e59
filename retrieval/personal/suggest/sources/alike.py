"""What is like that which somebody looked at, by what is written of it: known for a new product as
well as for an old one."""

from __future__ import annotations

from retrieval.personal.suggest.catalogue import Catalogue
from retrieval.personal.suggest.common import in_common
from retrieval.personal.suggest.proposal import Proposal
from retrieval.personal.suggest.reason import Ground, Reason
from retrieval.personal.suggest.situation import Situation

MOST = 8
FEWEST = 16
"""Interests, and of each at least so many: each is searched for by itself, since the mean of a tent
and a lamp is neither."""


class Alike:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __call__(self, situation: Situation, k: int) -> list[Proposal]:
        wanted = _wanted(situation)
        top, many = max(wanted.values(), default=0.0), len(wanted)
        best: dict[str, Proposal] = {}
        for anchor, weight in wanted.items():
            for product_id, cosine in self._catalogue.alike({anchor: 1.0}, max(FEWEST, k // many)):
                score = cosine * (0.5 + 0.5 * weight / top)
                if product_id != anchor and score > _score(best, product_id):
                    best[product_id] = Proposal(
                        product_id, score, self._reason(situation, anchor, product_id)
                    )
        return sorted(best.values(), key=lambda one: (-one.score, one.product_id))[:k]

    def _reason(self, situation: Situation, anchor: str, product_id: str) -> Reason | None:
        if anchor != situation.about:
            deed = situation.last.get(anchor)
            return Reason.after(deed) if deed else None
        here, there = self._catalogue.product(anchor), self._catalogue.product(product_id)
        shared = in_common(here, there) if here and there else ()
        return Reason(Ground.LIKE, other=anchor, shared=shared) if shared else None


def _wanted(situation: Situation) -> dict[str, float]:
    """On a product's page that product alone: others of its kind are asked for there."""
    if situation.about:
        return {situation.about: 1.0}
    return dict(list(situation.interests.items())[:MOST])


def _score(best: dict[str, Proposal], product_id: str) -> float:
    return best[product_id].score if product_id in best else -1.0
