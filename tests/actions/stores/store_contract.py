"""What every implementation of `actions.stores.ShopRecords` has to hold to.

A shop's own back end runs it too: name a factory in `STORECLERK_TEST_STORE` as `module:function`;
called with the records below, it returns a store that holds just these. See `docs/operations.md`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.stores.change import (
    AlertStock,
    CancelOrder,
    ChangeItems,
    ChangeOrderAddress,
    ChangePayment,
    ChangeProfileAddress,
    CopyInvoice,
    Line,
    OpenTicket,
    StartExchange,
    StartReturn,
    Swap,
)
from actions.stores.customer import Address
from retrieval.values import Money

TODAY = date(2026, 11, 27)
DUBLIN = {"street": "1 Quay", "city": "Dublin", "postcode": "D01 A123", "country": "IE"}
ELSEWHERE = Address("7 High Street", "Cork", "T12 B456", "IE", "Flat 2", "County Cork")
CARD = {"id": "card_1", "kind": "card", "label": "card ending in 4821"}
GIFT = {"id": "gift_1", "kind": "gift card", "balance": 30.0, "currency": "EUR"}

CUSTOMERS: list[dict[str, Any]] = [
    {
        "id": "C1",
        "name": "Siobhán  O'Neill",
        "email": "Siobhan@shop.example",
        "address": DUBLIN,
        "payment_methods": [CARD, GIFT],
        "phone": "+353 1",
    },
    {"id": "C2", "name": "Bert Kay", "email": "bert@shop.example", "address": DUBLIN},
]


def order_record(order_id: str, state: str, **more: Any) -> dict[str, Any]:
    """Two kettles and a lamp of customer C1, 64.70 with delivery, unless told otherwise."""
    return {
        "id": order_id,
        "customer_id": "C1",
        "placed": "2026-11-20T10:22:00",
        "state": state,
        "items": [
            {"product_id": "K", "variant_id": "K-RED", "title": "Kettle", "quantity": 2,
             "price": 19.9},
            {"product_id": "L", "variant_id": "L", "title": "Lamp", "quantity": 1, "price": 20.0},
        ],
        "shipping": 4.9,
        "total": 64.7,
        "currency": "EUR",
        "address": DUBLIN,
        "payments": [{"kind": "card", "amount": 64.7, "method_id": "card_1"}],
        **more,
    }  # fmt: skip


ORDERS = [
    order_record("20001", "pending"),
    order_record("20002", "delivered", placed="2026-11-10T09:00:00", delivered_on="2026-11-14"),
    order_record("20003", "pending", customer_id="C2", payments=[]),
    order_record(
        "20004",
        "pending",
        placed="2026-11-01T09:00:00",
        payments=[{"kind": "gift card", "amount": 64.7, "method_id": "gift_1"}],
    ),
]
GIFT_CARDS = [{"code": "GC-AB2C-9XYZ", "balance": 12.5, "currency": "EUR"}]


def euros(amount: float) -> Money:
    return Money.of(amount, "EUR")


CANCEL = CancelOrder("20001", 1, "mistake", euros(64.7), "card", TODAY)
BLUE = (Swap("K-RED", "K-BLU", euros(22.9)),)

EVERY_CHANGE = {
    "cancel_order": CANCEL,
    "start_return": StartReturn(
        "20002", 1, (Line("K-RED", 1),), "unwanted", euros(19.9), "gift card", TODAY, "gift_1"
    ),
    "start_exchange": StartExchange("20002", 1, BLUE, euros(6.0), "card_1", TODAY),
    "change_items": ChangeItems("20001", 1, BLUE, euros(6.0), "card_1"),
    "change_order_address": ChangeOrderAddress("20001", 1, ELSEWHERE),
    "change_payment": ChangePayment("20001", 1, "card_1"),
    "change_profile_address": ChangeProfileAddress("C1", ELSEWHERE),
    "alert_stock": AlertStock("C1", "K-BLU", TODAY),
    "copy_invoice": CopyInvoice("20002", "C1", TODAY),
    "open_ticket": OpenTicket("complaint", "C1", "20002", "It hums.", TODAY),
}
