"""tau2-retail's folder (`db.json`) -> our records: catalogue, customers, orders. Changes no fact.

Its orders have no dates: `placed` is told for all of them. What it names in words of its own
(`credit_card`, `processed`) is named here in ours.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from actions.simulate.errors import NoTau2

Record = dict[str, Any]
CURRENCY = "USD"
KINDS = {"credit_card": "card", "gift_card": "gift card", "paypal": "paypal"}
STATES = {"pending": "pending", "processed": "packed", "delivered": "delivered",
          "cancelled": "cancelled"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tau2Shop:
    """`db` is as it was read; the records are ours, as `storeclerk index` and a store take them."""

    db: Record
    products: tuple[Record, ...]
    customers: tuple[Record, ...]
    orders: tuple[Record, ...]

    def write_catalogue(self, path: Path) -> None:
        lines = (json.dumps(one, ensure_ascii=False) for one in self.products)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def load_tau2(folder: Path, placed: datetime) -> Tau2Shop:
    """Raises `NoTau2`."""
    path = folder / "db.json"
    try:
        db = json.loads(path.read_text(encoding="utf-8"))
        return Tau2Shop(
            db,
            tuple(_product(one) for one in db["products"].values()),
            tuple(_customer(one) for one in db["users"].values()),
            tuple(_order(one, db["users"], placed) for one in db["orders"].values()),
        )
    except (OSError, json.JSONDecodeError) as error:
        raise NoTau2(f"{path} can't be read: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise NoTau2(f"{path} isn't of tau2-retail's form: {error!r}") from error


def method_label(method: Record) -> str:
    """As a customer sees it: `mastercard ending in 9212`."""
    if method["source"] == "credit_card":
        return f"{method['brand']} ending in {method['last_four']}"
    return {"gift_card": "gift card", "paypal": "PayPal"}[method["source"]]


def address_record(written: Record) -> Record:
    return {
        "street": written["address1"],
        "extra": written["address2"],
        "city": written["city"],
        "region": written["state"],
        "postcode": written["zip"],
        "country": written["country"],
    }


def _product(product: Record) -> Record:
    return {
        "id": product["product_id"],
        "title": product["name"],
        "category": product["name"].lower(),
        "currency": CURRENCY,
        "variants": [
            {
                "id": variant["item_id"],
                "options": variant["options"],
                "price": variant["price"],
                "stock": bool(variant["available"]),
            }
            for variant in product["variants"].values()
        ],
    }


def _customer(user: Record) -> Record:
    name = user["name"]
    return {
        "id": user["user_id"],
        "name": f"{name['first_name']} {name['last_name']}",
        "email": user["email"],
        "address": address_record(user["address"]),
        "payment_methods": [_method(one) for one in user["payment_methods"].values()],
    }


def _method(method: Record) -> Record:
    told = {"id": method["id"], "kind": KINDS[method["source"]], "label": method_label(method)}
    if "balance" in method:
        told |= {"balance": method["balance"], "currency": CURRENCY}
    return told


def _order(order: Record, users: Record, placed: datetime) -> Record:
    methods = users[order["user_id"]]["payment_methods"]
    total = round(sum(item["price"] for item in order["items"]), 2)
    tracking = [number for one in order["fulfillments"] for number in one["tracking_id"]]
    return {
        "id": order["order_id"],
        "customer_id": order["user_id"],
        "placed": placed.isoformat(),
        "state": STATES[order["status"]],
        "items": _items(order["items"]),
        "shipping": 0,
        "total": total,
        "currency": CURRENCY,
        "tracking": tracking[0] if tracking else "",
        "address": address_record(order["address"]),
        "payments": [_payment(one, methods) for one in order["payment_history"]],
    }


def _items(items: list[Record]) -> list[Record]:
    """One of each variant, with how many there are of it."""
    counts = Counter(item["item_id"] for item in items)
    firsts = {item["item_id"]: item for item in reversed(items)}
    return [
        {
            "product_id": firsts[item_id]["product_id"],
            "variant_id": item_id,
            "title": firsts[item_id]["name"],
            "quantity": count,
            "price": firsts[item_id]["price"],
        }
        for item_id, count in counts.items()
    ]


def _payment(payment: Record, methods: Record) -> Record:
    """A refund is a payment of less than nothing."""
    sign = -1 if payment["transaction_type"] == "refund" else 1
    method_id = payment["payment_method_id"]
    kind = KINDS[methods[method_id]["source"]] if method_id in methods else ""
    return {"kind": kind, "amount": sign * payment["amount"], "method_id": method_id}
