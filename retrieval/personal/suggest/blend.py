"""Several sources' lists -> one, by reciprocal ranks with a weight each (Cormack et al. 2009). Owns
the sum and the weights; the scores of different sources aren't of one kind, their ranks are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from retrieval.personal.suggest.proposal import Proposal
from retrieval.personal.suggest.reason import Ground, Reason

K = 10.0
"""How fast a rank fades: the eleventh counts half as much as the first."""

WEIGHTS: Mapping[str, float] = {
    "sequence": 1.0,
    "together": 0.8,
    "alike": 0.8,
    "again": 1.5,
    "leaning": 0.4,
    "offers": 0.2,
    "trending": 0.15,
    "rated": 0.05,
}
"""`storeclerk evaluate suggest` measures them on a shop's own orders, and each source alone."""

ORDERS_FIRST: Mapping[str, float] = {
    **WEIGHTS, "together": 1.6, "sequence": 1.2, "trending": 0.4, "alike": 0.4, "leaning": 0.2,
}  # fmt: skip
"""What other customers bought counts for more than what is like what was looked at."""

TASTE_FIRST: Mapping[str, float] = {
    **WEIGHTS, "alike": 1.4, "leaning": 1.0, "together": 0.4, "sequence": 0.6, "trending": 0.05,
}  # fmt: skip
"""The other way round."""

TELLING = (
    Ground.AGAIN, Ground.TOGETHER, Ground.VIEWED, Ground.OFFER, Ground.LIKE, Ground.TASTE,
    Ground.TRENDING, Ground.RATED,
)  # fmt: skip
"""Of several reasons for one thing the first of these is given: what is most particular to it."""


@dataclass(slots=True)
class Blended:
    """`parts` is what each source added; `reasons` are all that were given, most telling first."""

    product_id: str
    parts: dict[str, float] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)

    @property
    def score(self) -> float:
        return sum(self.parts.values())


def blended(
    lists: Mapping[str, Sequence[Proposal]], weights: Mapping[str, float] = WEIGHTS
) -> list[Blended]:
    """Best first."""
    found: dict[str, Blended] = {}
    for source, proposals in lists.items():
        for rank, proposal in enumerate(proposals):
            one = found.setdefault(proposal.product_id, Blended(proposal.product_id))
            one.parts[source] = weights.get(source, 0.0) * K / (K + rank)
            if proposal.reason is not None:
                one.reasons.append(proposal.reason)
    for one in found.values():
        one.reasons.sort(key=lambda reason: TELLING.index(reason.ground))
    return sorted(found.values(), key=lambda one: (-one.score, one.product_id))
