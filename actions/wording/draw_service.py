"""Realistic requests of service: returns, recommendations, a person, apologies, small talk. Owns
their draw; figures of events and orders are made up, as a shop's records would give them."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from actions.wording.shelf import Shelf, known
from llm.plan import Task
from llm.planning.shape import SHAPES

Row = dict[str, Any]

SERVICE_SHARES = {
    Task.RETURN: 0.08,
    Task.RECOMMEND: 0.08,
    Task.HANDOFF: 0.03,
    Task.APOLOGY: 0.03,
    Task.CHAT: 0.06,
}
RETURN_DAYS = 30
_METHODS = ("card", "bank transfer", "gift card")
_OPENS = ("tomorrow at 09:00", "today at 10:00", "on Monday at 09:00", "on Saturday at 10:00")
_WANTED = ("under {limit}", "in stock", "{brand}", "{kind}")
_SHOPS = ("Fenwick & Lane", "Corner House", "Lindqvist")
_SAID = {
    Task.RETURN: ("can i send it back?", "how do returns work?", "i want my money back"),
    Task.RECOMMEND: ("what do you recommend?", "anything for me?", "what goes with it?"),
    Task.HANDOFF: ("i want to talk to a person", "is anybody coming?"),
    Task.APOLOGY: ("that didn't work", "no, not that", "this is ridiculous"),
    Task.CHAT: ("hello", "thanks", "bye", "who are you?", "ok"),
}


def _return(shelf: Shelf, rng: random.Random) -> Row:
    """Asks that quote a rule need one; without policies the others are drawn."""
    rules = [p for p in shelf.policies if p["source"] == "returns"] or list(shelf.policies)
    quoting = ["steps", "exchange", "not_returnable"] if rules else []
    ask = rng.choice(["open", "closed", "refund", *quoting])
    row: Row = {"ask": ask, "query": rng.choice(_SAID[Task.RETURN])}
    if ask in quoting:
        row["policy"] = [rng.choice(rules)]
    if ask == "not_returnable":
        return row | {"products": _hits(shelf, rng, rng.randint(0, 1))}
    if ask == "steps":
        return row
    if ask == "refund":
        return row | {"return": _refund(shelf, rng)}
    facts: Row = {"until": _last_day(shelf, rng).isoformat()}
    about = rng.choice(["order", "product", ""]) if ask != "exchange" else ""
    if about == "order":
        facts["order_id"] = _order_id(shelf, rng)
    if about == "product":
        row["products"] = _hits(shelf, rng, 1)
    return row | ({"return": facts} if ask != "exchange" or rng.random() < 0.5 else {})


def _refund(shelf: Shelf, rng: random.Random) -> Row:
    order = rng.choice(shelf.orders) if shelf.orders else {}
    amount, currency = order.get("total", rng.randint(500, 30_000) / 100), order.get("currency")
    facts: Row = {"refund": {"amount": amount, "currency": currency or "EUR"}}
    if rng.random() < 0.6:
        facts["order_id"] = _order_id(shelf, rng)
    if rng.random() < 0.7:
        facts["method"] = rng.choice(_METHODS)
    if rng.random() < 0.7:
        facts[rng.choice(["days", "working_days"])] = rng.randint(2, 14)
    return facts


def _order_id(shelf: Shelf, rng: random.Random) -> str:
    return str(rng.choice(shelf.orders)["id"]) if shelf.orders else str(rng.randint(10_000, 99_999))


def _last_day(shelf: Shelf, rng: random.Random) -> date:
    came = [order["delivered_on"] for order in shelf.orders if order.get("delivered_on")]
    day = date.fromisoformat(rng.choice(came)) if came else date(2026, 11, rng.randint(1, 30))
    return day + timedelta(days=RETURN_DAYS)


def _recommend(shelf: Shelf, rng: random.Random) -> Row:
    """An offer needs a product that has one; another reason is drawn where none turns up."""
    ask = rng.choice(list(SHAPES[Task.RECOMMEND]))
    count = 2 if ask in ("together", "viewed") else 1
    products = _offered(shelf, rng) if ask == "offer" else _hits(shelf, rng, count)
    if not products:
        ask, products = "trending", _hits(shelf, rng, 1)
    row: Row = {"ask": ask, "query": rng.choice(_SAID[Task.RECOMMEND]), "products": products}
    return row | {"recommendation": _evidence(ask, products, rng)}


def _evidence(ask: str, products: list[Row], rng: random.Random) -> Row:
    match ask:
        case "together":
            orders = rng.randint(2, 900)
            counted = {"together": rng.randint(1, orders), "orders": orders}
            return counted if rng.random() < 0.7 else {}
        case "viewed":
            return {"viewed": products[1]["product_id"]}
        case "taste":
            brand, kind = products[0]["brand"], products[0]["title"].split()[-1]
            return {"brand": brand} if brand and rng.random() < 0.5 else {"kind": kind}
        case "fits":
            price = (products[0].get("price") or {}).get("amount", 50)
            said = {"limit": int(float(price)) + 1, "brand": products[0]["brand"] or "new"}
            return {"wanted": rng.choice(_WANTED).format(kind=products[0]["title"], **said)}
        case "offer":
            until = date(2026, 12, rng.randint(1, 31)).isoformat()
            return {"until": until} if rng.random() < 0.5 else {}
        case _:
            bought = {"buyers": rng.randint(1, 400), "days": rng.choice([1, 7, 30])}
            return bought if rng.random() < 0.8 else {}


def _hits(shelf: Shelf, rng: random.Random, count: int) -> list[Row]:
    """So many different products, as a search gives them."""
    chosen: dict[str, Row] = {}
    while len(chosen) < count:
        _, hit = known(shelf, rng)
        chosen.setdefault(hit.product.title, hit.as_json())
    return list(chosen.values())


def _offered(shelf: Shelf, rng: random.Random, tries: int = 40) -> list[Row]:
    for _ in range(tries):
        (row,) = _hits(shelf, rng, 1)
        price, before = row.get("price"), row.get("list_price")
        if price and before and before["amount"] > price["amount"]:
            return [row]
    return []


def _handoff(_shelf: Shelf, rng: random.Random) -> Row:
    ask = rng.choice(list(SHAPES[Task.HANDOFF]))
    desk: Row = {}
    if rng.random() < 0.6:
        desk = {"opens": rng.choice(_OPENS), "ahead": rng.randint(0, 9)}
        desk["contact"] = "help@shop.example"
    return {"ask": ask, "query": rng.choice(_SAID[Task.HANDOFF]), "handoff": desk}


def _apology(_shelf: Shelf, rng: random.Random) -> Row:
    return {
        "ask": rng.choice(list(SHAPES[Task.APOLOGY])),
        "query": rng.choice(_SAID[Task.APOLOGY]),
    }


def _chat(_shelf: Shelf, rng: random.Random) -> Row:
    row = {"ask": rng.choice(list(SHAPES[Task.CHAT])), "query": rng.choice(_SAID[Task.CHAT])}
    return row | ({"shop": rng.choice(_SHOPS)} if rng.random() < 0.5 else {})


SERVICE_MAKERS: dict[Task, Callable[[Shelf, random.Random], Row]] = {
    Task.RETURN: _return,
    Task.RECOMMEND: _recommend,
    Task.HANDOFF: _handoff,
    Task.APOLOGY: _apology,
    Task.CHAT: _chat,
}
