"""Checked records into the shop's database: new, changed, or as they were. Owns the transactions.

A thousand records are one transaction, so that the shop goes on answering meanwhile; whatever ends
it in between, the same files once more make it whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.personal.consents import Consents
from actions.personal.purpose import PURPOSES, Purpose
from actions.personal.recorded import take_over_recorded
from actions.personal.visitor import Visitor
from actions.records.checking import Batch, Fault, Record
from actions.records.kinds import Kind
from actions.records.rows import TABLES, Fate, put
from actions.records.sample_out import remove_sample
from actions.stores import SqlStore
from actions.stores.engine import writing
from actions.stores.schema import CustomerRow

TOGETHER = 1_000
ORDER_OF_WORK = (Kind.CUSTOMER, Kind.GIFT_CARD, Kind.ORDER)
One = TypeVar("One")
Advance = Callable[[int, int], None]


@dataclass(slots=True)
class Counts:
    """`sample_orders` are the made-up ones that gave way."""

    fates: dict[Kind, dict[Fate, int]] = field(
        default_factory=lambda: {kind: dict.fromkeys(Fate, 0) for kind in Kind}
    )
    sample_orders: int = 0


class Intake:
    """Methods block; call them from a worker thread."""

    def __init__(self, store: SqlStore) -> None:
        self._store, self._consents = store, Consents(store.engine)

    def without_customer(self, batch: Batch) -> list[Fault]:
        """Of orders whose customer is neither among the new records nor in the shop's."""
        asked = {order["customer_id"] for order in batch.orders.values()} - batch.customers.keys()
        known = set() if self._store.origin() else self._known(asked)
        return [
            Fault(
                batch.places[Kind.ORDER, number],
                "customer_id",
                f"there is no customer {order['customer_id']}: give the customers too",
            )
            for number, order in batch.orders.items()
            if order["customer_id"] in asked - known
        ]

    def take(
        self, batch: Batch, advance: Advance | None = None, *, dry_run: bool = False
    ) -> Counts:
        """All of it. With `dry_run` nothing is written; what would come of each is counted."""
        counts = Counts()
        if self._store.origin():
            counts.sample_orders = self._store.order_count()
            if not dry_run:
                remove_sample(self._store)
        if not dry_run and self._store.origin() is not None:
            self._store.become_own()
        done = 0
        for kind in ORDER_OF_WORK:
            for some in _together(list(batch.of(kind).items())):
                is_sample = dry_run and bool(self._store.origin())
                for fate in self._put(kind, dict(some), dry_run=dry_run, is_sample=is_sample):
                    counts.fates[kind][fate] += 1
                done += len(some)
                if advance:
                    advance(done, len(batch))
        return counts

    def _put(
        self, kind: Kind, records: Mapping[str, Record], *, dry_run: bool, is_sample: bool
    ) -> list[Fate]:
        if dry_run:
            with Session(self._store.engine) as session:
                there = {} if is_sample else _there(session, kind, list(records))
                return [put(kind, there.get(name), one)[0] for name, one in records.items()]
        if kind is Kind.CUSTOMER:
            self._hear_consents(records)
        try:
            fates = self._write(kind, records)
        except IntegrityError:  # somebody else brought in one of them at this moment
            fates = self._write(kind, records)
        if kind is Kind.CUSTOMER:
            take_over_recorded(self._store.engine, list(records))
        return fates

    def _write(self, kind: Kind, records: Mapping[str, Record]) -> list[Fate]:
        fates = []
        with writing(self._store.engine) as session:
            there = _there(session, kind, list(records), held=True)
            for name, record in records.items():
                fate, row = put(kind, there.get(name), record)
                fates.append(fate)
                if row is not None:
                    session.add(row)
        return fates

    def _hear_consents(self, records: Mapping[str, Record]) -> None:
        """What the shop says otherwise than the last time is news; before the record is kept, so
        that a withdrawal isn't lost between the two."""
        with Session(self._store.engine) as session:
            told = {
                name: row.told
                for name, row in _there(session, Kind.CUSTOMER, list(records)).items()
            }
        for name, before in told.items():
            if news := dict(_consent_news(before, records[name])):
                self._consents.put(Visitor(customer_id=name), news)

    def _known(self, asked: set[str]) -> set[str]:
        found: set[str] = set()
        with Session(self._store.engine) as session:
            for some in _together(sorted(asked)):
                same = select(CustomerRow.customer_id).where(CustomerRow.customer_id.in_(some))
                found.update(session.scalars(same))
        return found


def _there(
    session: Session, kind: Kind, names: Sequence[str], *, held: bool = False
) -> dict[str, Any]:
    """By id. With `held` nobody changes them before the transaction has ended."""
    table, key = TABLES[kind]
    asked: Select[Any] = select(table).where(key.in_(names)).order_by(key)
    rows = session.scalars(asked.with_for_update() if held else asked)
    return {getattr(row, key.key): row for row in rows}


def _together(listed: list[One]) -> Iterator[list[One]]:
    for start in range(0, len(listed), TOGETHER):
        yield listed[start : start + TOGETHER]


def _consent_news(told: Record | None, new: Record) -> Iterator[tuple[Purpose, bool]]:
    before, now = (told or {}).get("consent", {}), new.get("consent", {})
    for purpose in PURPOSES:
        word = purpose.word
        if word in before and word in now and before[word] != now[word]:
            yield purpose, now[word]
