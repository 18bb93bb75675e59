"""What a change does to money: the order's history of payments, and balances in the customer's row.

A gift card that the profile holds is a purse: its balance falls and rises at once. What other means
pay is the shop's till to see to; here it is only noted. Owns no transaction.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.stores.customer import PaymentMethod
from actions.stores.customer_record import CustomerRecord
from actions.stores.errors import NoSuchRecord, ShortOfFunds
from actions.stores.record import OrderRecord, PaymentRecord
from actions.stores.schema import CustomerRow
from retrieval.values import Money


def pay(session: Session, record: OrderRecord, method_id: str, amount: Money) -> None:
    """A payment more, or one that goes back where `amount` is negative. Raises `ShortOfFunds`."""
    check_funds(session, record, method_id, amount)
    method = _method(session, record, method_id)
    record.payments.append(
        PaymentRecord(kind=method.kind, amount=amount.amount, method_id=method_id)
    )
    _draw(session, record, method_id, amount)


def take_back(session: Session, record: OrderRecord, most: Money | None = None) -> None:
    """To each means what it paid, the first paid first, and no more than `most` in all."""
    left = record.order().left_on()
    kinds = {one.method_id: one.kind for one in record.payments}
    spare = most.amount_minor if most else sum(left.values())
    for method_id, paid in left.items():
        back = min(paid, spare)
        if back <= 0:
            continue
        spare -= back
        amount = Money(-back, record.currency)
        record.payments.append(
            PaymentRecord(kind=kinds[method_id], amount=amount.amount, method_id=method_id)
        )
        _draw(session, record, method_id, amount)


def check_funds(session: Session, record: OrderRecord, method_id: str, amount: Money) -> None:
    """Raises `ShortOfFunds`, and `NoSuchRecord` for a means that isn't the customer's."""
    if amount.amount_minor <= 0:
        return
    balance = _method(session, record, method_id).balance
    if balance is not None and balance.amount_minor < amount.amount_minor:
        raise ShortOfFunds(f"{method_id} holds less than {amount.amount} {amount.currency}")


def _method(session: Session, record: OrderRecord, method_id: str) -> PaymentMethod:
    row = session.get(CustomerRow, record.customer_id)
    customer = CustomerRecord.model_validate(row.record).customer() if row else None
    method = customer.method(method_id) if customer else None
    if method is None:
        raise NoSuchRecord(f"customer {record.customer_id} has no payment method {method_id}")
    return method


def _draw(session: Session, record: OrderRecord, method_id: str, amount: Money) -> None:
    """From a means with a balance; the row is locked, so that two orders don't spend it twice."""
    session.flush()
    row = session.get(CustomerRow, record.customer_id, with_for_update=True, populate_existing=True)
    if row is None:
        return
    person = CustomerRecord.model_validate(row.record)
    for method in person.payment_methods:
        if method.id != method_id or method.balance is None:
            continue
        method.balance -= amount.amount
        if method.balance < 0:
            raise ShortOfFunds(f"{method_id} holds less than {amount.amount} {amount.currency}")
        row.record = person.as_json()
