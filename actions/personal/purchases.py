"""What a customer bought, by their orders. Owns where that is read: beside their events, where the
orders lie in the server's own database, else from the shop's back end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.personal.consents import granted
from actions.personal.purpose import Purpose
from actions.personal.visitor import Visitor
from actions.stores.base import ShopRecords
from actions.stores.schema import OrderRow
from actions.stores.sql_records import SqlRecords
from llm.planning import OrderState
from retrieval.personal.deed import Deed, Did

UNDONE = (OrderState.CANCELLED,)


class Purchases(Protocol):
    def of(self, session: Session, visitor: Visitor) -> Iterable[Deed]:
        """In no order; none without consent to personalisation. `session` reads the server's own
        database."""


@dataclass(frozen=True, slots=True)
class OrdersHere:
    """Asked for with the consent in one question: what is no order's item isn't read."""

    zone: tzinfo

    def of(self, session: Session, visitor: Visitor) -> Iterator[Deed]:
        if not visitor.customer_id:
            return
        asked = select(OrderRow.record).where(
            OrderRow.customer_id == visitor.customer_id,
            OrderRow.state.not_in([state.value for state in UNDONE]),
            granted(visitor, Purpose.PERSONALISATION),
        )
        for record in session.scalars(asked):
            when = _aware(datetime.fromisoformat(record["placed"]), self.zone)
            for item in record["items"]:
                yield _bought(item["product_id"], item["variant_id"], when)


@dataclass(frozen=True, slots=True)
class OrdersElsewhere:
    records: ShopRecords
    zone: tzinfo

    def of(self, session: Session, visitor: Visitor) -> Iterator[Deed]:
        agreed = select(granted(visitor, Purpose.PERSONALISATION))
        if not visitor.customer_id or not session.scalar(agreed):
            return
        for order in self.records.orders_of(visitor.customer_id):
            if order.state not in UNDONE:
                when = _aware(order.placed, self.zone)
                for item in order.items:
                    yield _bought(item.product_id, item.variant_id, when)


def purchases_by(records: ShopRecords, engine: Engine, zone: tzinfo) -> Purchases:
    """Here are those that `records` itself would read from this database; a store that tells of
    orders in its own way is asked."""
    if (
        isinstance(records, SqlRecords)
        and type(records).orders_of is SqlRecords.orders_of
        and records.engine.url == engine.url
    ):
        return OrdersHere(zone)
    return OrdersElsewhere(records, zone)


def _bought(product_id: str, variant_id: str, when: datetime) -> Deed:
    return Deed(Did.PURCHASE, product_id, when, variant_id=variant_id)


def _aware(placed: datetime, zone: tzinfo) -> datetime:
    return placed if placed.tzinfo else placed.replace(tzinfo=zone)
