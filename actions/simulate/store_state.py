"""The state of our own store: every order, every customer, and what was asked for besides."""

from __future__ import annotations

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.simulate.state import State, counted, purse
from actions.stores.change import Swap
from actions.stores.customer import Address, Customer
from actions.stores.customer_record import CustomerRecord
from actions.stores.order import Order
from actions.stores.record import OrderRecord
from actions.stores.schema import CustomerRow, OrderRow, RequestRow

BESIDE = ("alert_stock", "copy_invoice", "complaint", "delivery_problem", "warranty_claim")
"""Requests that change no order; the others are part of the order itself."""


def store_state(engine: Engine, customer_ids: frozenset[str] | None = None) -> State:
    """Of all customers, or of some."""
    table: dict[tuple[str, str], str] = {}
    with Session(engine) as session:
        people, orders, asked = select(CustomerRow), select(OrderRow), select(RequestRow)
        if customer_ids is not None:
            people = people.where(CustomerRow.customer_id.in_(customer_ids))
            orders = orders.where(OrderRow.customer_id.in_(customer_ids))
            asked = asked.where(RequestRow.customer_id.in_(customer_ids))
        for person in session.scalars(people):
            table |= of_customer(CustomerRecord.model_validate(person.record).customer())
        for order in session.scalars(orders):
            table |= of_order(OrderRecord.model_validate(order.record).order())
        for request in session.scalars(asked):
            if request.kind in BESIDE:
                about = f"{request.order_id} {request.change.get('variant_id', '')}".strip()
                table[f"customer {request.customer_id}", f"{request.kind} {about}".strip()] = "open"
    return table


def of_order(order: Order) -> State:
    about = f"order {order.order_id}"
    told = {
        "state": order.state.value,
        "items": counted(
            f"{one.variant_id}@{one.price.amount_minor}"
            for one in order.items
            for _ in range(one.quantity)
        ),
        "items changed": "yes" if order.items_changed else "",
        "address": one_line(order.address),
        "cancelled because": order.cancel_reason,
        "paid": purse(order.left_on()),
    }
    if order.returns:
        told["to come back"] = counted(
            line.variant_id
            for back in order.returns
            for line in back.lines
            for _ in range(line.quantity)
        )
        told["refund by"] = ", ".join(back.method_id for back in order.returns)
        told["returned because"] = ", ".join(back.reason for back in order.returns)
    if order.exchanges:
        told |= _exchange(order, tuple(swap for one in order.exchanges for swap in one.swaps))
        told["difference"] = ", ".join(str(one.to_pay.amount_minor) for one in order.exchanges)
        told["difference by"] = ", ".join(one.method_id for one in order.exchanges)
    return {(about, field): text for field, text in told.items() if text}


def of_customer(customer: Customer) -> State:
    about = f"customer {customer.customer_id}"
    told = {(about, "address"): one_line(customer.address)} if customer.address else {}
    for method in customer.payment_methods:
        if method.balance is not None:
            told[about, f"balance of {method.method_id}"] = str(method.balance.amount_minor)
    return told


def one_line(address: Address | None) -> str:
    if address is None:
        return ""
    parts = (address.street, address.extra, address.city, address.region, address.postcode)
    return ", ".join(part for part in (*parts, address.country) if part)


def _exchange(order: Order, swaps: tuple[Swap, ...]) -> dict[str, str]:
    before, after = [], []
    for swap in swaps:
        item = order.item(swap.variant_id)
        count = swap.quantity or (item.quantity if item else 1)
        before += [swap.variant_id] * count
        after += [swap.to_variant_id] * count
    return {"to exchange": counted(before), "for": counted(after)}
