"""Customers and orders in SQL: what is read, and what is changed. Owns queries, no policy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.stores.applying import apply_change
from actions.stores.change import Change, Receipt
from actions.stores.customer import Customer, GiftCard
from actions.stores.customer_record import CustomerRecord, GiftCardRecord
from actions.stores.engine import open_engine, writing
from actions.stores.migrate import migrate
from actions.stores.order import OpenRequest, Order
from actions.stores.record import OrderRecord
from actions.stores.schema import AppliedRow, CustomerRow, GiftCardRow, OrderRow, RequestRow
from actions.stores.spelling import folded_code, folded_email, folded_name


class SqlRecords:
    """Implements `actions.stores.base.ShopRecords`. Safe to call from several threads."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        migrate(self._engine)

    @property
    def engine(self) -> Engine:
        return self._engine

    def order(self, order_id: str) -> Order | None:
        with Session(self._engine) as session:
            row = session.get(OrderRow, order_id)
            return _orders(session, [row])[0] if row else None

    def orders_of(self, customer_id: str) -> tuple[Order, ...]:
        with Session(self._engine) as session:
            mine = select(OrderRow).where(OrderRow.customer_id == customer_id)
            orders = _orders(session, session.scalars(mine).all())
        return tuple(sorted(orders, key=lambda one: (one.placed, one.order_id), reverse=True))

    def customer(self, customer_id: str) -> Customer | None:
        with Session(self._engine) as session:
            row = session.get(CustomerRow, customer_id)
            return _customer(row) if row else None

    def customers_by_email(self, email: str) -> tuple[Customer, ...]:
        with Session(self._engine) as session:
            same = select(CustomerRow).where(CustomerRow.email == folded_email(email))
            return _customers(session.scalars(same))

    def customers_by_name(self, name: str, postcode: str) -> tuple[Customer, ...]:
        with Session(self._engine) as session:
            same = select(CustomerRow).where(
                CustomerRow.name == folded_name(name),
                CustomerRow.postcode == folded_code(postcode),
            )
            return _customers(session.scalars(same))

    def gift_card(self, code: str) -> GiftCard | None:
        with Session(self._engine) as session:
            row = session.get(GiftCardRow, folded_code(code))
            return GiftCardRecord.model_validate(row.record).gift_card() if row else None

    def apply(self, change: Change, key: str, transaction: Session | None = None) -> Receipt:
        """See `ShopRecords.apply`. A refusal leaves `transaction` as it was before the call. One
        of another database is left alone: there the key alone sees to it that all is done once."""
        if transaction is not None and transaction.get_bind().engine.url == self._engine.url:
            return _once(transaction, change, key)
        with writing(self._engine) as session:
            return _once(session, change, key)


def _once(session: Session, change: Change, key: str) -> Receipt:
    """The key is taken first: who comes with the same one waits here until the first is through."""
    try:
        with session.begin_nested():
            row = AppliedRow(key=key, receipt={}, done=datetime.now(UTC))
            session.add(row)
            session.flush()
            reference, state = apply_change(session, change, key)
            receipt = Receipt(key, change.kind, reference, state)
            row.receipt = asdict(receipt)
            return receipt
    except IntegrityError:
        done = session.get(AppliedRow, key)
        if done is None:
            raise
        return Receipt(**done.receipt)


def _orders(session: Session, rows: Sequence[OrderRow]) -> list[Order]:
    """Each with what is open about it."""
    numbers = [row.order_id for row in rows]
    asked: dict[str, list[OpenRequest]] = {number: [] for number in numbers}
    opened = select(RequestRow).where(RequestRow.order_id.in_(numbers), RequestRow.closed.is_(None))
    for one in session.scalars(opened.order_by(RequestRow.opened, RequestRow.reference)):
        asked[one.order_id].append(OpenRequest(one.reference, one.kind, one.opened))
    return [
        OrderRecord.model_validate(row.record).order(tuple(asked[row.order_id]), row.version)
        for row in rows
    ]


def _customer(row: CustomerRow) -> Customer:
    return CustomerRecord.model_validate(row.record).customer()


def _customers(rows: Iterable[CustomerRow]) -> tuple[Customer, ...]:
    return tuple(sorted((_customer(row) for row in rows), key=lambda one: one.customer_id))
