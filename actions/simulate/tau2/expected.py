"""The state that tau2's expected actions leave, in the form that a store's state is compared in."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from actions.simulate.state import State, counted, purse
from actions.simulate.store_state import one_line
from actions.simulate.tau2.reading import STATES, address_record
from actions.simulate.tau2.tools import ToolError, replay
from actions.stores.customer_record import AddressRecord

Record = dict[str, Any]
NEW_STATES = {
    "exchange requested": "exchange_requested",
    "return requested": "return_requested",
    "pending (item modified)": "pending",
}


def expected_state(db: Record, actions: Iterable[Record], user_ids: frozenset[str]) -> State:
    """Of some users, after the actions; `db` stays as it is. An action that the benchmark's own
    tools would refuse changes nothing."""
    copied = _of_users(db, user_ids)
    for action in actions:
        try:
            replay(copied, action["name"], action["arguments"])
        except ToolError:
            continue
    return tau2_state(copied, user_ids)


def changing(db: Record, actions: Iterable[Record], user_id: str) -> list[bool]:
    """Of each action in turn, whether it changes anything."""
    who = frozenset({user_id})
    done: list[Record] = []
    states = [expected_state(db, done, who)]
    for action in actions:
        done.append(action)
        states.append(expected_state(db, done, who))
    return [before != after for before, after in pairwise(states)]


def tau2_state(db: Record, user_ids: frozenset[str]) -> State:
    table: dict[tuple[str, str], str] = {}
    for user_id in user_ids:
        user = db["users"][user_id]
        about = f"customer {user_id}"
        table[about, "address"] = _address(user["address"])
        for method_id, method in user["payment_methods"].items():
            if "balance" in method:
                table[about, f"balance of {method_id}"] = str(_minor(method["balance"]))
    for order in db["orders"].values():
        if order["user_id"] in user_ids:
            about = f"order {order['order_id']}"
            table |= {(about, field): text for field, text in _order(order).items() if text}
    return table


def _of_users(db: Record, user_ids: frozenset[str]) -> Record:
    """Theirs are copied; the products, which no tool changes, are not."""
    orders = {k: one for k, one in db["orders"].items() if one["user_id"] in user_ids}
    users = {k: one for k, one in db["users"].items() if k in user_ids}
    return {
        "products": db["products"],
        "users": copy.deepcopy(users),
        "orders": copy.deepcopy(orders),
    }


def _order(order: Record) -> Record:
    status = order["status"]
    told = {
        "state": NEW_STATES.get(status) or STATES[status],
        "items": counted(f"{one['item_id']}@{_minor(one['price'])}" for one in order["items"]),
        "items changed": "yes" if status == "pending (item modified)" else "",
        "address": _address(order["address"]),
        "cancelled because": order.get("cancel_reason", "").replace(" ", "_"),
        "paid": purse(_paid(order)),
    }
    if status == "return requested":
        told["to come back"] = counted(order["return_items"])
        told["refund by"] = order["return_payment_method_id"]
    if status == "exchange requested":
        told["to exchange"] = counted(order["exchange_items"])
        told["for"] = counted(order["exchange_new_items"])
        told["difference"] = str(_minor(order["exchange_price_difference"]))
        told["difference by"] = order["exchange_payment_method_id"]
    return told


def _paid(order: Record) -> dict[str, int]:
    left: Counter[str] = Counter()
    for payment in order["payment_history"]:
        sign = -1 if payment["transaction_type"] == "refund" else 1
        left[payment["payment_method_id"]] += sign * _minor(payment["amount"])
    return dict(left)


def _address(written: Record) -> str:
    return one_line(AddressRecord.model_validate(address_record(written)).address())


def _minor(amount: float) -> int:
    return round(amount * 100)
