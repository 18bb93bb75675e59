"""What tau2-retail's writing tools do to its data, after that benchmark's own definition.

A tool that is called against its rules changes nothing. Reading tools, and being handed over to a
person, change nothing either.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Record = dict[str, Any]
DETAILS = ("address1", "address2", "city", "state", "country", "zip")


class ToolError(Exception):
    """The call is against the tool's rules."""


def replay(db: Record, name: str, arguments: Record) -> None:
    """Do it to `db`. Raises `ToolError` and changes nothing."""
    if name in WRITING:
        try:
            WRITING[name](db, **arguments)
        except (KeyError, StopIteration) as error:
            raise ToolError(f"{name}: {error!r}") from error


def _cancel(db: Record, order_id: str, reason: str) -> None:
    order = _order(db, order_id, "pending")
    if reason not in ("no longer needed", "ordered by mistake"):
        raise ToolError(f"reason {reason}")
    refunds = []
    for payment in order["payment_history"]:
        refunds.append({**payment, "transaction_type": "refund"})
        _fill(db, order, payment["payment_method_id"], payment["amount"])
    order["status"], order["cancel_reason"] = "cancelled", reason
    order["payment_history"].extend(refunds)


def _exchange(
    db: Record, order_id: str, item_ids: list[str], new_item_ids: list[str], payment_method_id: str
) -> None:
    order = _order(db, order_id, "delivered")
    difference = _difference(db, order, item_ids, new_item_ids)
    _check_funds(db, order, payment_method_id, difference)
    order["status"] = "exchange requested"
    order["exchange_items"], order["exchange_new_items"] = sorted(item_ids), sorted(new_item_ids)
    order["exchange_payment_method_id"] = payment_method_id
    order["exchange_price_difference"] = difference


def _return(db: Record, order_id: str, item_ids: list[str], payment_method_id: str) -> None:
    order = _order(db, order_id, "delivered")
    method = _method(db, order, payment_method_id)
    original = order["payment_history"][0]["payment_method_id"]
    if method["source"] != "gift_card" and payment_method_id != original:
        raise ToolError("a refund goes to the original means or a gift card")
    _check_held(order, item_ids)
    order["status"] = "return requested"
    order["return_items"] = sorted(item_ids)
    order["return_payment_method_id"] = payment_method_id


def _items(
    db: Record, order_id: str, item_ids: list[str], new_item_ids: list[str], payment_method_id: str
) -> None:
    order = _order(db, order_id, "pending")
    difference = _difference(db, order, item_ids, new_item_ids)
    _check_funds(db, order, payment_method_id, difference)
    kind = "payment" if difference > 0 else "refund"
    _note(order, kind, abs(difference), payment_method_id)
    _fill(db, order, payment_method_id, -difference)
    for item_id, new_item_id in zip(item_ids, new_item_ids, strict=True):
        item = _item(order, item_id)
        variant = _variant(db, item, new_item_id)
        item |= {"item_id": new_item_id, "price": variant["price"], "options": variant["options"]}
    order["status"] = "pending (item modified)"


def _address(db: Record, order_id: str, **address: str) -> None:
    order = db["orders"][order_id]
    if "pending" not in order["status"]:
        raise ToolError(f"order {order_id} is {order['status']}")
    order["address"] = {name: address[name] for name in DETAILS}


def _payment(db: Record, order_id: str, payment_method_id: str) -> None:
    order = db["orders"][order_id]
    history = order["payment_history"]
    if "pending" not in order["status"] or len(history) != 1:
        raise ToolError(f"order {order_id} is {order['status']}")
    old, amount = history[0]["payment_method_id"], history[0]["amount"]
    if old == payment_method_id:
        raise ToolError("the same means")
    _check_funds(db, order, payment_method_id, amount)
    _note(order, "payment", amount, payment_method_id)
    _note(order, "refund", amount, old)
    _fill(db, order, payment_method_id, -amount)
    _fill(db, order, old, amount)


def _user_address(db: Record, user_id: str, **address: str) -> None:
    db["users"][user_id]["address"] = {name: address[name] for name in DETAILS}


def _order(db: Record, order_id: str, status: str) -> Record:
    order: Record = db["orders"][order_id]
    if order["status"] != status:
        raise ToolError(f"order {order_id} is {order['status']}")
    return order


def _item(order: Record, item_id: str) -> Record:
    return next(item for item in order["items"] if item["item_id"] == item_id)


def _variant(db: Record, item: Record, item_id: str) -> Record:
    variant: Record = db["products"][item["product_id"]]["variants"][item_id]
    if not variant["available"]:
        raise ToolError(f"{item_id} isn't available")
    return variant


def _check_held(order: Record, item_ids: list[str]) -> None:
    held = [item["item_id"] for item in order["items"]]
    for item_id in item_ids:
        if item_ids.count(item_id) > held.count(item_id):
            raise ToolError(f"order {order['order_id']} has fewer of {item_id}")


def _difference(db: Record, order: Record, item_ids: list[str], new_ids: list[str]) -> float:
    _check_held(order, item_ids)
    if len(item_ids) != len(new_ids):
        raise ToolError("as many new items as old ones")
    total = 0.0
    for item_id, new_id in zip(item_ids, new_ids, strict=True):
        item = _item(order, item_id)
        total += _variant(db, item, new_id)["price"] - item["price"]
    return round(total, 2)


def _method(db: Record, order: Record, method_id: str) -> Record:
    method: Record = db["users"][order["user_id"]]["payment_methods"][method_id]
    return method


def _check_funds(db: Record, order: Record, method_id: str, amount: float) -> None:
    method = _method(db, order, method_id)
    if method["source"] == "gift_card" and method["balance"] < amount:
        raise ToolError(f"{method_id} holds less")


def _fill(db: Record, order: Record, method_id: str, amount: float) -> None:
    method = _method(db, order, method_id)
    if method["source"] == "gift_card":
        method["balance"] = round(method["balance"] + amount, 2)


def _note(order: Record, kind: str, amount: float, method_id: str) -> None:
    order["payment_history"].append(
        {"transaction_type": kind, "amount": amount, "payment_method_id": method_id}
    )


WRITING: dict[str, Callable[..., None]] = {
    "cancel_pending_order": _cancel,
    "exchange_delivered_order_items": _exchange,
    "return_delivered_order_items": _return,
    "modify_pending_order_items": _items,
    "modify_pending_order_address": _address,
    "modify_pending_order_payment": _payment,
    "modify_user_address": _user_address,
}
