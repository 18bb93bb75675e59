"""What somebody did, parted into visits. Owns where one ends, and what was known before it began.

A visit ends with its session, with half an hour of nothing, and with a purchase: whoever goes on
after that may buy again, and is then a visitor who has bought before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from retrieval.personal.deed import Did
from retrieval.personal.predict.session.act import Act

GAP = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Before:
    """Of the visits before this one; `last` is when the latest ended, None where there is none."""

    visits: int = 0
    purchases: int = 0
    last: datetime | None = None
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Visit:
    """`acts` are in the order of their times; what was bought stands at the end."""

    visitor: str
    acts: tuple[Act, ...]
    before: Before = Before()

    @property
    def bought(self) -> bool:
        return self.acts[-1].did is Did.PURCHASE

    @property
    def looking(self) -> tuple[Act, ...]:
        """What was done before the purchase, if there was one."""
        return tuple(act for act in self.acts if act.did is not Did.PURCHASE)

    def is_over(self, moment: datetime) -> bool:
        """Whether its outcome is known by then."""
        return self.bought or self.acts[-1].when + GAP <= moment


def parted(visitor: str, acts: Iterable[Act]) -> list[Visit]:
    """In the order of their times, whatever order they came in."""
    runs: list[list[Act]] = []
    for act in sorted(acts, key=lambda one: one.when):
        if not runs or _is_apart(runs[-1][-1], act):
            runs.append([])
        runs[-1].append(act)
    before, visits = Before(), []
    for run in runs:
        visits.append(Visit(visitor, tuple(run), before))
        before = _after(before, visits[-1])
    return visits


def _is_apart(last: Act, act: Act) -> bool:
    if last.session != act.session or act.when - last.when > GAP:
        return True
    return last.did is Did.PURCHASE and act.did is not Did.PURCHASE


def _after(before: Before, visit: Visit) -> Before:
    seen = {act.product_id for act in visit.acts if act.product_id}
    return replace(
        before,
        visits=before.visits + 1,
        purchases=before.purchases + visit.bought,
        last=visit.acts[-1].when,
        seen=before.seen | seen,
    )
