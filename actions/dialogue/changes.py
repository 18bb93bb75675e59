"""What a customer may do next to a list of results: narrow it, drop a condition, see more. Owns
which of that is offered; what the words mean is the index's."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from actions.dialogue.phrases import Phrases
from actions.dialogue.services import Services
from retrieval.backends.base import Vectors
from retrieval.facets import Facet
from retrieval.values import Constraint, Money, SearchResult

MOST_FACETS = 3


@dataclass(frozen=True, slots=True)
class Changes:
    """`forget` are the texts that drop a condition, in the order of those understood, and last the
    one that drops the order; "" where nothing can be said. `nearest` is the price nearest to one
    that nothing met."""

    facets: tuple[Facet, ...]
    forget: tuple[str, ...]
    nearest: Money | None = None

    @property
    def texts(self) -> list[str]:
        return [*(facet.text for facet in self.facets), *filter(None, self.forget)]

    def as_json(self) -> dict[str, Any]:
        facets = [
            {
                "text": facet.text,
                "label": f"{facet.text[:1].upper()}{facet.text[1:]} ({facet.count})",
                "field": facet.field,
                "count": facet.count,
            }
            for facet in self.facets
        ]
        near = {"nearest": self.nearest.as_json()} if self.nearest else {}
        return {"facets": facets, "forget": list(self.forget), **near}

    def quick_replies(self, phrases: Phrases, result: SearchResult, offset: int) -> list[str]:
        """Facets first, then what makes sense of a list like this one."""
        shown, kept = len(result.hits), phrases.quick_replies
        left = result.found - offset - shown
        names = [
            "search" if not self.facets else "",
            "two" if shown > 1 else "",
            "left" if left > 0 else "",
        ]
        rest = [text for name in names for text in kept.get(name, ())]
        return [*(facet.text for facet in self.facets), *rest]


async def offered(result: SearchResult, services: Services, vector: Vectors | None) -> Changes:
    return await asyncio.to_thread(_offered, result, services, vector)


def _offered(result: SearchResult, services: Services, vector: Vectors | None) -> Changes:
    """A list that had to be relaxed is not narrowed further."""
    index, understood = services.index, result.understood
    facets: tuple[Facet, ...] = ()
    if not result.relaxed and result.found > len(result.hits):
        facets = index.facets(understood, query_vector=vector, most=MOST_FACETS)
    return Changes(facets, index.forgetting(understood), _nearest(result, services, vector))


def _nearest(result: SearchResult, services: Services, vector: Vectors | None) -> Money | None:
    """Of all that was found once the price had given way, not of the page alone."""
    wish = next((c for c in result.understood.constraints if c.field == "price"), None)
    if wish is None or all(relaxed.constraint != "price" for relaxed in result.relaxed):
        return None
    every = services.index.search(result.understood, k=result.found, query_vector=vector)
    prices = [hit.variant.price for hit in every.hits if hit.variant.price]
    return min(prices, key=lambda price: _beyond(float(price.amount), wish), default=None)


def _beyond(amount: float, wish: Constraint) -> float:
    """How far outside the bounds."""
    low = amount if wish.low is None else wish.low
    high = amount if wish.high is None else wish.high
    return max(low - amount, amount - high)
