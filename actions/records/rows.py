"""A record and the row that is there <-> the row as it is from now on, and what came of it.

Owns no session. An order's version grows only where the order changed: what the assistant is about
to do by the version it saw goes through otherwise."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from actions.erasure.erasing import ERASED
from actions.records.kinds import Kind
from actions.records.merging import Record, merged_customer, merged_order
from actions.stores.rows import customer_row, gift_card_row, order_row
from actions.stores.schema import CustomerRow, GiftCardRow, OrderRow

TABLES: dict[Kind, tuple[Any, Any]] = {
    Kind.CUSTOMER: (CustomerRow, CustomerRow.customer_id),
    Kind.ORDER: (OrderRow, OrderRow.order_id),
    Kind.GIFT_CARD: (GiftCardRow, GiftCardRow.code),
}


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERASED = "erased"
    """Left as it is: an order whose customer was erased stays without them."""


def put(kind: Kind, row: Any, record: Record) -> tuple[Fate, Any]:
    """`row` is what is there, or None; the row to keep, None where there is nothing to write."""
    if row is None:
        made = _made(kind, record)
        made.told = record
        return Fate.NEW, made
    if kind is Kind.ORDER and row.customer_id.startswith(ERASED):
        return Fate.ERASED, None
    merge = merged_order if kind is Kind.ORDER else merged_customer
    told = row.told
    if told is None and getattr(row, "version", 0) == 1:
        told = row.record
    found = merge(row.record, told, record)
    row.told = record
    if found == row.record:
        return Fate.UNCHANGED, row
    _change(row, _made(kind, found))
    return Fate.CHANGED, row


def _made(kind: Kind, record: Record) -> Any:
    if kind is Kind.CUSTOMER:
        return customer_row(record)
    return order_row(record) if kind is Kind.ORDER else gift_card_row(record)


def _change(row: Any, made: Any) -> None:
    """All columns of it but what is told and counted apart."""
    for column in set(row.__table__.columns.keys()) - {"told", "version"}:
        setattr(row, column, getattr(made, column))
    if isinstance(row, OrderRow):
        row.version += 1
