"""Invents how the sample shop's customers pay, and the gift cards that are about.

Drawn apart from names and orders, so that those stay as they were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from actions.sample.products import AS_OF

CARDS = 20
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
VALID_DAYS = 5 * 365
KNOWN_CARD = "GC-LANE-2346"  # documentation and examples ask for this one
Record = dict[str, Any]


def give_methods(customers: Sequence[Record], seed: int) -> None:
    """One to three means of payment each: a card, perhaps a wallet, perhaps a gift card."""
    rng = Random(f"{seed}/methods")
    for customer in customers:
        ending = rng.randint(1000, 9999)
        methods: list[Record] = [
            {"id": "card_1", "kind": "card", "label": f"card ending in {ending}"}
        ]
        if rng.random() < 0.4:
            methods.append({"id": "wallet_1", "kind": "mobile wallet", "label": "mobile wallet"})
        if rng.random() < 0.3:
            balance = float(rng.choice((10, 25, 40, 80, 150, 400)))
            methods.append(
                {"id": "gift_card_1", "kind": "gift card", "label": "gift card",
                 "balance": balance, "currency": "EUR"}
            )  # fmt: skip
        customer["payment_methods"] = methods


def give_payments(
    orders: Sequence[Record], customers: Sequence[Mapping[str, Any]], seed: int
) -> None:
    """Where each order goes, and one payment of its total: by what it was refunded to, if it was,
    else mostly by card. Open ones are never on a gift card that couldn't bear them."""
    rng = Random(f"{seed}/payments")
    by_id = {customer["id"]: customer for customer in customers}
    for order in orders:
        customer = by_id[order["customer_id"]]
        order["address"] = dict(customer["address"])
        kind = order.get("refund", {}).get("method") or _drawn_kind(customer, rng)
        method = next((m for m in customer["payment_methods"] if m["kind"] == kind), None)
        payment = {"kind": kind, "amount": order["total"]}
        if method:
            payment["method_id"] = method["id"]
        order["payments"] = [payment]


def make_gift_cards(seed: int) -> list[Record]:
    rng = Random(f"{seed}/gift cards")
    codes = [KNOWN_CARD]
    while len(codes) < CARDS:
        code = "GC-" + "-".join("".join(rng.choices(LETTERS, k=4)) for _ in range(2))
        codes.append(code)
    return [
        {
            "code": code,
            "balance": round(rng.choice((0, 7.5, 12.4, 25, 50, 63.1, 100, 250)), 2),
            "currency": "EUR",
            "expires": (AS_OF + timedelta(days=rng.randint(30, VALID_DAYS))).isoformat(),
        }
        for code in codes
    ]


def _drawn_kind(customer: Mapping[str, Any], rng: Random) -> str:
    kinds = [m["kind"] for m in customer["payment_methods"] if m["kind"] != "gift card"]
    return str(rng.choice([*kinds, "card", "card"]))
