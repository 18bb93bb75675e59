"""Random sequences of events, words given and taken back, and erasures, against an oracle that
shares no code with what it judges.

`make soak-consent` runs 10,000 of them.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.erasure import Subject, erase
from actions.personal.purpose import PURPOSES
from actions.personal.schema import ConsentRow, EventRow
from actions.personal.visitor import Visitor
from tests.actions.personal.conftest import Diary

SEQUENCES = int(os.environ.get("STORECLERK_CONSENT_SEQUENCES", "12"))
STEPS = 25
LOOKED_AT = 0.25
"""Of the steps; what a wrong one leaves behind is mostly there at the next look, too."""
KEPT = timedelta(days=30)
NAMES = {"personalisation": PURPOSES[0], "marketing": PURPOSES[1], "analytics": PURPOSES[2]}


@dataclass
class Oracle:
    """Everything that ever happened, in full; what may be kept is worked out from that alone."""

    said: list[tuple[int, str, str, bool, datetime]] = field(default_factory=list)
    came: list[tuple[int, str, str, datetime, datetime]] = field(default_factory=list)
    gone: list[tuple[int, str]] = field(default_factory=list)

    def may(self, who: str, what: str, before: int) -> tuple[bool, datetime | None]:
        """Whether `who` agreed to `what` as of step `before`, and since when."""
        erased = max((step for step, one in self.gone if one == who and step < before), default=-1)
        told = [
            (granted, at)
            for step, one, purpose, granted, at in self.said
            if one == who and purpose == what and erased < step < before
        ]
        since = None
        for granted, at in told:
            since = (since or at) if granted else None
        return (bool(told) and told[-1][0], since)

    def kept(self, end: int) -> dict[tuple[str, str], set[str]]:
        """(who, event) -> what it may be used for at step `end`. A copy that comes while an earlier
        one is there is nothing new, whatever was agreed to meanwhile."""
        there: dict[tuple[str, str], tuple[int, set[str]]] = {}
        for step, who, event, occurred, arrived in self.came:
            copy = there.get((who, event))
            if copy and self._left(who, *copy, step):
                continue
            first = {name for name in NAMES if self._held(who, name, step, occurred)}
            if first and occurred >= arrived - KEPT:
                there[who, event] = (step, first)
        found = {key: self._left(key[0], *copy, end) for key, copy in there.items()}
        return {key: purposes for key, purposes in found.items() if purposes}

    def _left(self, who: str, step: int, first: set[str], end: int) -> set[str]:
        """Of what a copy of `step` was held for then."""
        return {name for name in first if self._not_withdrawn(who, name, step, end)}

    def _held(self, who: str, name: str, step: int, occurred: datetime) -> bool:
        agreed, since = self.may(who, name, step)
        return agreed and since is not None and since <= occurred

    def _not_withdrawn(self, who: str, name: str, step: int, end: int) -> bool:
        lost = any(
            step < at < end and one == who and purpose == name and not granted
            for at, one, purpose, granted, _ in self.said
        )
        return not lost and not self._erased(who, step, end)

    def bought(self, who: str, end: int) -> set[str]:
        """What may be told of their one order: nothing once it is no more known to be theirs."""
        agreed, _ = self.may(who, "personalisation", end)
        known = who != "cat" and not self._erased(who, -1, end)
        return {f"{who}-bought"} if agreed and known else set()

    def _erased(self, who: str, step: int, end: int) -> bool:
        return any(step < at < end and one == who for at, one in self.gone)


def test_nothing_is_kept_or_used_that_was_not_allowed(diary: Diary) -> None:
    for number in range(SEQUENCES):
        _play(diary, random.Random(number), str(number))


def _play(diary: Diary, chance: random.Random, run: str) -> None:
    oracle, visitors = Oracle(), {name: _visitor(name, run) for name in ("ann", "ben", "cat")}
    diary.store.import_records([], [_order(one) for one in visitors.values() if one.customer_id])
    for step in range(STEPS):
        diary.later(minutes=chance.choice((0, 1, 600, 20_000)))
        who = chance.choice(list(visitors))
        visitor = visitors[who]
        match chance.choice(("event",) * 5 + ("word",) * 3 + ("repeat", "erase")):
            case "event":
                occurred = diary.moment - timedelta(minutes=chance.choice((0, 0, 2, 900, 50_000)))
                _send(diary, oracle, (step, who, f"e{step}", occurred), visitor)
            case "repeat" if oracle.came:
                _, old, event, occurred, _ = chance.choice(oracle.came)
                _send(diary, oracle, (step, old, event, occurred), visitors[old])
            case "word":
                names = chance.sample(list(NAMES), chance.randint(1, 3))
                said = {name: chance.random() < 0.6 for name in names}
                diary.consents.put(visitor, {NAMES[name]: yes for name, yes in said.items()})
                oracle.said += [(step, who, name, yes, diary.moment) for name, yes in said.items()]
            case "erase":
                erase(diary.store.engine, _subject(visitor), anyway=True)
                oracle.gone.append((step, who))
        if step + 1 == STEPS or chance.random() < LOOKED_AT:
            _agree(diary, oracle, visitors, step + 1)


def _visitor(name: str, run: str) -> Visitor:
    """One of the three is known by a session alone."""
    return Visitor(f"{name}-{run}") if name == "cat" else Visitor(f"{name}-{run}", f"{name}-{run}")


def _order(visitor: Visitor) -> dict[str, Any]:
    product = f"{str(visitor.customer_id).partition('-')[0]}-bought"
    item = {"product_id": product, "variant_id": "v", "title": product, "quantity": 1, "price": 9}
    return {
        "id": str(visitor.customer_id), "customer_id": visitor.customer_id, "state": "delivered",
        "placed": "2026-01-01T10:00:00", "items": [item], "shipping": 0, "total": 9,
        "currency": "EUR",
    }  # fmt: skip


def _subject(visitor: Visitor) -> Subject:
    return Subject((visitor.session,), visitor.customer_id or "")


def _send(
    diary: Diary, oracle: Oracle, told: tuple[int, str, str, datetime], visitor: Visitor
) -> None:
    step, who, event, occurred = told
    diary.journal.keep([diary.event(visitor, event, event_id=event, occurred=occurred)])
    oracle.came.append((step, who, event, occurred, diary.moment))


def _agree(diary: Diary, oracle: Oracle, visitors: dict[str, Visitor], end: int) -> None:
    """What lies in the tables, and what a reader of each purpose is given."""
    allowed = oracle.kept(end)
    with Session(diary.store.engine) as session:
        for who, visitor in visitors.items():
            rows = session.scalars(select(EventRow).where(EventRow.subject == visitor.key))
            lying = {row.product_id: _names(row.purposes) for row in rows}
            assert lying == {e: p for (one, e), p in allowed.items() if one == who}, (who, end)
            granted = session.scalars(select(ConsentRow).where(ConsentRow.subject == visitor.key))
            said = {row.purpose for row in granted if row.granted}
            assert said == {name for name in NAMES if oracle.may(who, name, end)[0]}
    for who, visitor in visitors.items():
        for name, purpose in NAMES.items():
            used = {event.product_id for event in diary.journal.of(visitor, purpose, 1_000)}
            assert used == {e for (one, e), p in allowed.items() if one == who and name in p}
        suggested_by = {deed.product_id for deed in diary.deeds.of(visitor)}
        personal = {e for (one, e), p in allowed.items() if one == who and "personalisation" in p}
        assert suggested_by == personal | oracle.bought(who, end)


def _names(bits: int) -> set[str]:
    return {name for name, purpose in NAMES.items() if bits & purpose}


def test_the_oracle_itself_can_say_no() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    oracle = Oracle(came=[(1, "ann", "e", start, start)])
    assert oracle.kept(9) == {}
    oracle.said = [(0, "ann", "marketing", True, start)]
    assert oracle.kept(9) == {("ann", "e"): {"marketing"}}
    oracle.gone = [(2, "ann")]
    assert oracle.kept(9) == {}
