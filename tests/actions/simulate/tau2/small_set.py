"""A set of tau2-retail's form, made up for the tests: two users, three orders, a lamp and a mug."""

from __future__ import annotations

import copy
from typing import Any

HOME = {"address1": "4 Elm Row", "address2": "Flat 3", "city": "Salem", "state": "OR",
        "country": "USA", "zip": "97301"}  # fmt: skip


def variant(item_id: str, price: float, available: bool = True, **options: str) -> dict[str, Any]:
    return {"item_id": item_id, "options": options, "available": available, "price": price}


def order(order_id: str, status: str, *item_ids: str, paid: str = "gift_card_1") -> dict[str, Any]:
    items = [_ITEMS[one] for one in item_ids]
    total = round(sum(item["price"] for item in items), 2)
    payment = {"transaction_type": "payment", "amount": total, "payment_method_id": paid}
    return {
        "order_id": order_id,
        "user_id": "ann_poe_1",
        "address": HOME,
        "items": copy.deepcopy(items),
        "status": status,
        "fulfillments": [],
        "payment_history": [payment],
    }


LAMP = {"name": "Desk Lamp", "product_id": "11"}
MUG = {"name": "Mug", "product_id": "12"}
VARIANTS = {
    "111": variant("111", 20.0, color="black", power="battery"),
    "112": variant("112", 25.5, color="black", power="mains"),
    "113": variant("113", 19.0, available=False, color="white", power="mains"),
    "121": variant("121", 8.0, size="small"),
    "122": variant("122", 9.0, size="large"),
}
_ITEMS = {
    one["item_id"]: {
        **(LAMP if one["item_id"].startswith("11") else MUG),
        "item_id": one["item_id"],
        "price": one["price"],
        "options": one["options"],
    }
    for one in VARIANTS.values()
}


def small_db() -> dict[str, Any]:
    products = {
        one["product_id"]: {
            **one,
            "variants": {k: v for k, v in VARIANTS.items() if k.startswith(one["product_id"])},
        }
        for one in (LAMP, MUG)
    }
    methods = {
        "gift_card_1": {"source": "gift_card", "id": "gift_card_1", "balance": 6.0},
        "credit_card_1": {"source": "credit_card", "id": "credit_card_1", "brand": "visa",
                          "last_four": "4455"},
        "paypal_1": {"source": "paypal", "id": "paypal_1"},
    }  # fmt: skip
    names = (("ann_poe_1", "Ann", "Poe"), ("ben_roe_2", "Ben", "Roe"))
    users = {
        user_id: {
            "user_id": user_id,
            "name": {"first_name": first, "last_name": last},
            "address": HOME,
            "email": f"{first}.{last}@mail.example".lower(),
            "payment_methods": methods if user_id == "ann_poe_1" else {},
            "orders": ["#W1", "#W2", "#W3"] if user_id == "ann_poe_1" else [],
        }
        for user_id, first, last in names
    }
    orders = (
        order("#W1", "pending", "111", "121"),
        order("#W2", "delivered", "111", "111", "122", paid="credit_card_1"),
        order("#W3", "processed", "121", paid="paypal_1"),
    )
    db = {"products": products, "users": users, "orders": {one["order_id"]: one for one in orders}}
    return copy.deepcopy(db)


def act(name: str, **arguments: Any) -> dict[str, Any]:
    return {"name": name, "arguments": arguments}


def task(*actions: dict[str, Any], known: str = "You are Ann Poe in zip code 97301.") -> Any:
    return {
        "id": "t",
        "user_scenario": {
            "instructions": {"known_info": known, "reason_for_call": "About order #W1, please."}
        },
        "evaluation_criteria": {"actions": list(actions)},
    }
