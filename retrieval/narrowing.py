"""Facets that hold what they promise: each was tried as if its words had been said. Owns the
trying, and keeps what came of it; `retrieval.facets` chooses what to try."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from retrieval.backends.base import Vectors
from retrieval.facets import Facet, most_telling
from retrieval.parts import Parts
from retrieval.search import Searcher
from retrieval.values import Constraint, Understood

SAMPLE = 200
"""Of the products found, so many of the best say what would split them."""

FEW = 5
SPARE = 3
"""Candidates beyond those wanted: some won't be understood as meant."""

KEPT = 512
"""Wishes whose facets are remembered: trying them takes three times as long as the search."""

_Key = tuple[Understood, int]


class Narrowings:
    """Facets of the wishes that came last, to be forgotten whenever a product changes. Safe to use
    from several threads."""

    def __init__(self) -> None:
        self._facets: OrderedDict[_Key, tuple[Facet, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def of(
        self, understood: Understood, most: int, work_out: Callable[[], tuple[Facet, ...]]
    ) -> tuple[Facet, ...]:
        key = (understood, most)
        with self._lock:
            if key in self._facets:
                self._facets.move_to_end(key)
                return self._facets[key]
        facets = work_out()
        with self._lock:
            self._facets[key] = facets
            if len(self._facets) > KEPT:
                self._facets.popitem(last=False)
        return facets

    def forget(self) -> None:
        with self._lock:
            self._facets.clear()


def narrowing(
    parts: Parts, understood: Understood, vector: Vectors | None, most: int
) -> tuple[Facet, ...]:
    """At most `most` conditions, the most telling first."""
    found, products = Searcher(parts, understood, (), vector).found(SAMPLE)
    if found <= FEW:
        return ()
    candidates = parts.understanding.splits(products, understood)
    facets: list[Facet] = []
    for split in most_telling(candidates, most + SPARE):
        refined = parts.understanding.refine(understood, split.text, ())
        if not _adds_only(understood, refined, split.field):
            continue
        same = vector if refined.text == understood.text else None
        count, _ = Searcher(parts, refined, (), same).found(0)
        if 0 < count < found:
            facets.append(Facet(split.field, split.text, count))
        if len(facets) == most:
            break
    return tuple(facets)


def _adds_only(before: Understood, after: Understood, field: str) -> bool:
    """Whether just one condition on `field` has come to those before."""
    added = [c for c in after.constraints if c not in before.constraints]
    kept: list[Constraint] = [c for c in before.constraints if c in after.constraints]
    return (
        len(kept) == len(before.constraints)
        and [c.field for c in added] == [field]
        and (after.sort, after.kind, after.like) == (before.sort, before.kind, before.like)
    )
