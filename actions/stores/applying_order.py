"""What a change does to an order's row: its record, its state, its version. Owns no transaction."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Session

from actions.stores.change import (
    CancelOrder,
    ChangeItems,
    ChangeOrderAddress,
    ChangePayment,
    OrderChange,
    StartExchange,
    StartReturn,
)
from actions.stores.customer import PaymentMethod
from actions.stores.customer_record import AddressRecord, CustomerRecord
from actions.stores.errors import NoSuchRecord, ShortOfFunds, Stale
from actions.stores.record import ItemRecord, OrderRecord, PaymentRecord, RefundRecord
from actions.stores.schema import CustomerRow, OrderRow
from llm.planning import OrderState
from retrieval.values import Money


def cancel_order(session: Session, change: CancelOrder) -> str:
    row, record = _opened(session, change)
    record.state = OrderState.CANCELLED
    record.cancelled_on = change.on
    record.expected_from = record.expected_to = None
    record.refund = RefundRecord(
        amount=change.refund.amount, issued_on=change.on, method=change.method
    )
    return _keep(row, record)


def start_return(session: Session, change: StartReturn) -> str:
    row, record = _opened(session, change)
    for line in change.lines:
        if line.quantity > _item(record, line.variant_id).quantity:
            raise NoSuchRecord(f"order {record.id} has fewer of {line.variant_id}")
    record.state = OrderState.RETURN_REQUESTED
    return _keep(row, record)


def start_exchange(session: Session, change: StartExchange) -> str:
    """The goods stay in the order until the new ones leave: only the request is new."""
    row, record = _opened(session, change)
    for swap in change.swaps:
        _item(record, swap.variant_id)
    _check_funds(session, record, change.method_id, change.to_pay)
    return _keep(row, record)


def change_items(session: Session, change: ChangeItems) -> str:
    row, record = _opened(session, change)
    _check_funds(session, record, change.method_id, change.to_pay)
    for swap in change.swaps:
        item = _item(record, swap.variant_id)
        item.variant_id, item.price = swap.to_variant_id, swap.price.amount
    goods = sum((item.price * item.quantity for item in record.items), Decimal(0))
    record.total = goods + record.shipping
    _settle(session, record, change)
    return _keep(row, record)


def change_order_address(session: Session, change: ChangeOrderAddress) -> str:
    row, record = _opened(session, change)
    record.address = AddressRecord.of(change.address)
    return _keep(row, record)


def change_payment(session: Session, change: ChangePayment) -> str:
    row, record = _opened(session, change)
    method = _method(session, record, change.method_id)
    _check_funds(session, record, change.method_id, Money.of(record.total, record.currency))
    record.payments = [
        PaymentRecord(kind=method.kind, amount=record.total, method_id=method.method_id)
    ]
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


def _method(session: Session, record: OrderRecord, method_id: str) -> PaymentMethod:
    row = session.get(CustomerRow, record.customer_id)
    customer = CustomerRecord.model_validate(row.record).customer() if row else None
    method = customer.method(method_id) if customer else None
    if method is None:
        raise NoSuchRecord(f"customer {record.customer_id} has no payment method {method_id}")
    return method


def _check_funds(session: Session, record: OrderRecord, method_id: str, amount: Money) -> None:
    if amount.amount_minor <= 0:
        return
    balance = _method(session, record, method_id).balance
    if balance is not None and balance.amount_minor < amount.amount_minor:
        raise ShortOfFunds(f"{method_id} holds less than {amount.amount} {amount.currency}")


def _settle(session: Session, record: OrderRecord, change: ChangeItems) -> None:
    """The difference is a payment of its own, so that what was paid adds up to the total."""
    if not record.payments or not change.to_pay.amount_minor:
        return
    method = _method(session, record, change.method_id)
    record.payments.append(
        PaymentRecord(kind=method.kind, amount=change.to_pay.amount, method_id=method.method_id)
    )
