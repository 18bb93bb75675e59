"""What a change does to an order's row: its record, its state, its version. Owns no transaction."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from sqlalchemy.orm import Session

from actions.stores.applying_money import check_funds, pay, take_back
from actions.stores.change import (
    CancelOrder,
    ChangeItems,
    ChangeOrderAddress,
    ChangePayment,
    OrderChange,
    StartExchange,
    StartReturn,
    Swap,
)
from actions.stores.customer_record import AddressRecord
from actions.stores.errors import NoSuchRecord, Stale
from actions.stores.order import UNDER_WAY
from actions.stores.record import ItemRecord, OrderRecord, RefundRecord
from actions.stores.schema import OrderRow
from actions.stores.under_way import ExchangeRecord, ReturnRecord
from llm.planning import OrderState


def cancel_order(session: Session, change: CancelOrder) -> str:
    """What was paid goes back by the way it came, but for the fee: to a gift card at once."""
    row, record = _opened(session, change)
    record.state = OrderState.CANCELLED
    record.cancelled_on, record.cancel_reason = change.on, change.reason
    record.expected_from = record.expected_to = None
    record.refund = RefundRecord(
        amount=change.refund.amount, issued_on=change.on, method=change.method
    )
    take_back(session, record, change.refund)
    return _keep(row, record)


def start_return(session: Session, change: StartReturn) -> str:
    """The refund goes out when the goods have come in."""
    row, record = _opened(session, change)
    left = record.order().left
    for line in change.lines:
        if line.quantity > left.get(_item(record, line.variant_id).variant_id, 0):
            raise NoSuchRecord(f"order {record.id} has fewer of {line.variant_id}")
    if record.returning and record.state in UNDER_WAY:
        record.earlier_returns = [*(record.earlier_returns or ()), record.returning]
    record.state = OrderState.RETURN_REQUESTED
    record.returning = ReturnRecord.of(change)
    return _keep(row, record)


def start_exchange(session: Session, change: StartExchange) -> str:
    """The goods stay in the order until the new ones leave; no money moves before."""
    row, record = _opened(session, change)
    _check_swaps(record, change.swaps, record.order().left)
    check_funds(session, record, change.method_id, change.to_pay)
    if record.exchanging and record.state in UNDER_WAY:
        record.earlier_exchanges = [*(record.earlier_exchanges or ()), record.exchanging]
    record.state = OrderState.EXCHANGE_REQUESTED
    record.exchanging = ExchangeRecord.of(change)
    return _keep(row, record)


def change_items(session: Session, change: ChangeItems) -> str:
    row, record = _opened(session, change)
    _check_swaps(record, change.swaps)
    for swap in change.swaps:
        _swap(record, swap)
    goods = sum((item.price * item.quantity for item in record.items), Decimal(0))
    record.total = goods + record.shipping
    record.items_changed = True
    if record.payments and change.to_pay.amount_minor:
        pay(session, record, change.method_id, change.to_pay)
    return _keep(row, record)


def change_order_address(session: Session, change: ChangeOrderAddress) -> str:
    row, record = _opened(session, change)
    record.address = AddressRecord.of(change.address)
    return _keep(row, record)


def change_payment(session: Session, change: ChangePayment) -> str:
    """The new means pays the whole; what the ones before paid goes back to them."""
    row, record = _opened(session, change)
    whole = record.money(record.total)
    check_funds(session, record, change.method_id, whole)
    take_back(session, record)
    pay(session, record, change.method_id, whole)
    return _keep(row, record)


def _opened(session: Session, change: OrderChange) -> tuple[OrderRow, OrderRecord]:
    row = session.get(OrderRow, change.order_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NoSuchRecord(f"no order {change.order_id}")
    if row.version != change.version:
        raise Stale(f"order {change.order_id} is at version {row.version}, not {change.version}")
    return row, OrderRecord.model_validate(row.record)


def _keep(row: OrderRow, record: OrderRecord) -> str:
    row.record = record.as_json()
    row.state = record.state.value
    row.version += 1
    return row.state


def _item(record: OrderRecord, variant_id: str) -> ItemRecord:
    for item in record.items:
        if item.variant_id == variant_id:
            return item
    raise NoSuchRecord(f"order {record.id} has no {variant_id}")


def _check_swaps(
    record: OrderRecord, swaps: tuple[Swap, ...], left: dict[str, int] | None = None
) -> None:
    """`left`: how many there are to swap, where that isn't all that was bought."""
    wanted: Counter[str] = Counter()
    for swap in swaps:
        held = _item(record, swap.variant_id).quantity
        wanted[swap.variant_id] += swap.quantity or held
        most = held if left is None else left.get(swap.variant_id, 0)
        if wanted[swap.variant_id] > most:
            raise NoSuchRecord(f"order {record.id} has fewer of {swap.variant_id}")


def _swap(record: OrderRecord, swap: Swap) -> None:
    """Where only some of an item are changed, the others stay an item of their own."""
    item = _item(record, swap.variant_id)
    place, count = record.items.index(item), swap.quantity or item.quantity
    changed = item.model_copy(
        update={
            "variant_id": swap.to_variant_id,
            "price": swap.price.amount,
            "quantity": count,
        }
    )
    if count == item.quantity:
        record.items[place] = changed
        return
    item.quantity -= count
    record.items.insert(place, changed)
