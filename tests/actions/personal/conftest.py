"""Consents and events on both databases, with a clock that is turned by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from actions.personal.consents import Consents
from actions.personal.deeds import Deeds
from actions.personal.event import Did, Event
from actions.personal.journal import Journal
from actions.personal.purpose import Purpose
from actions.personal.visitor import Visitor
from actions.stores import SqlStore

NOON = datetime(2026, 6, 20, 12, tzinfo=UTC)
ANN, BEN = Visitor("ann-session", "A"), Visitor("ben-session")


@dataclass
class Diary:
    """Consents and journal of one shop."""

    store: SqlStore
    moment: datetime = NOON
    made: int = 0
    consents: Consents = field(init=False)
    journal: Journal = field(init=False)
    deeds: Deeds = field(init=False)

    def __post_init__(self) -> None:
        self.consents = Consents(self.store.engine, self.clock)
        self.journal = Journal(self.store.engine, days=30, clock=self.clock)
        self.deeds = Deeds(self.journal, self.store)

    def clock(self) -> datetime:
        return self.moment

    def later(self, **span: float) -> None:
        self.moment += timedelta(**span)

    def event(self, visitor: Visitor, product_id: str = "tent-1", **told: Any) -> Event:
        self.made += 1
        told = {"event_id": f"e{self.made}", "occurred": self.moment, "did": Did.VIEW} | told
        return Event(visitor=visitor, product_id=product_id, **told)

    def kept(self, visitor: Visitor, purpose: Purpose) -> list[str | None]:
        return [one.product_id for one in self.journal.of(visitor, purpose, 100)]


@pytest.fixture
def diary(database_url: str) -> Iterator[Diary]:
    store = SqlStore(database_url)
    yield Diary(store)
    store.close()
