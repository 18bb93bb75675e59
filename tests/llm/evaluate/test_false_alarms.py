"""What was once taken for an error and isn't one passes, and the error that it looked like is still
caught: each pair of replies stands over the same records."""

from __future__ import annotations

from typing import Any

import pytest

from llm.evaluate import Checker


def product(title: str, number: int = 1, price: float = 9.5, **attributes: str) -> dict[str, Any]:
    return {
        "product_id": f"P{number}", "variant_id": f"P{number}-a", "title": title, "brand": "Larder",
        "price": {"amount": price, "currency": "EUR"}, "in_stock": True,
        "rating": 4.0 + number / 10, "rating_count": 10 * number, "attributes": attributes,
    }  # fmt: skip


MUSLINS = [product("Tuesday Set of 3 Muslins")]
MOUSE = [product("Gatherings Ergonomic Mouse", silent="yes", weight="80 g")]
LOUD = [product("Gatherings Ergonomic Mouse", silent="no", weight="80 g")]
PAN = [product("No. 4 Non-Stick Frying Pan", induction="no", oven_safe="yes", non_stick="yes")]
HOB = [product("No. 5 Non-Stick Frying Pan", induction="yes", oven_safe="no", non_stick="yes")]
BOOK = [product("The Year the Snow Was Late", price=8.5)]
WALLETS = [product("Zip Wallet", colour="forest green"), product("Coin Purse", 2, colour="tan")]
TWINS = [
    product("Stoneware Bowl", 1, 20.0, material="stoneware", scented="yes"),
    product("Stoneware Bowl", 2, 11.9, material="stainless steel", scented="no"),
    product("Enamel Bowl", 3, 20.9, material="enamel", scented="yes"),
]
BOWLS = "You have Stoneware Bowl at €20.00, Stoneware Bowl at €11.90, and Enamel Bowl at €20.90."


def kinds(
    checker: Checker, task: str, ask: str, products: list[dict[str, Any]], reply: str
) -> list[str]:
    row = {"id": 1, "task": task, "ask": ask, "query": "", "products": products, "evidence": []}
    verdict = checker.check(row | {"reply": reply})
    return [*(problem.kind for problem in verdict.problems), *filter(None, [verdict.missing])]


@pytest.mark.parametrize(
    ("task", "ask", "products", "reply"),
    [
        ("search_ad", "headline", MUSLINS, "Tuesday Set by Larder"),
        ("email", "subject", MUSLINS, "New: Tuesday Set"),
        ("description", "", MOUSE, "Gatherings Ergonomic Mouse is silent. It weighs 80 g."),
        ("qa", "pockets", MOUSE, "On pockets, our record of Gatherings Ergonomic Mouse is silent."),
        ("qa", "induction", PAN,
         "No. 4 Non-Stick Frying Pan doesn't have a base for induction hobs."),
        ("qa", "induction", HOB, "No. 5 Non-Stick Frying Pan has a base for induction hobs."),
        ("qa", "oven_safe", PAN,
         "No. 4 Non-Stick Frying Pan doesn't have a base for induction, and it is oven-safe."),
        ("search", "", BOOK, "I thought of The Year the Snow Was Late, at €8.50."),
        ("compare", "two", WALLETS, "Here are Zip Wallet at €9.50 and Coin Purse at €9.50. "
         "For colour: forest green on the first, tan on the second."),
        ("compare", "three", TWINS, f"{BOWLS} For material, the first has stoneware, the second "
         "stainless steel, the third enamel. Customers give them 4.1 stars, 4.2 stars and 4.3 "
         "stars, in that order. On price I'd point to Stoneware Bowl."),
        ("compare", "three", TWINS,
         f"{BOWLS} As for scented, the first lists yes, the second no, the third yes."),
        ("clarify", "order", [], "Your order number, please, and I'll check."),
    ],
)  # fmt: skip
def test_what_only_looked_wrong_passes(
    checker: Checker, task: str, ask: str, products: list[dict[str, Any]], reply: str
) -> None:
    assert kinds(checker, task, ask, products, reply) == []


@pytest.mark.parametrize(
    ("task", "ask", "products", "reply", "kind"),
    [
        ("search", "", MUSLINS, "Tuesday Set of 3 Muslins, at €9.50, is there on Tuesday.", "date"),
        ("search_ad", "headline", MUSLINS, "A Set for Tuesday", "date"),
        ("search_ad", "headline", MUSLINS, "Friday Set by Larder", "date"),
        ("description", "", LOUD, "Gatherings Ergonomic Mouse is silent. It weighs 80 g.",
         "negation"),
        ("description", "", MOUSE, "Gatherings Ergonomic Mouse is not silent. It weighs 80 g.",
         "negation"),
        ("qa", "silent", MOUSE,
         "Our record of Gatherings Ergonomic Mouse doesn't say if it is silent.",
         "silence"),
        ("qa", "weight", MOUSE, "On weight, our record of Gatherings Ergonomic Mouse is silent.",
         "silence"),
        ("qa", "induction", HOB,
         "No. 5 Non-Stick Frying Pan doesn't have a base for induction hobs.", "negation"),
        ("qa", "induction", PAN, "No. 4 Non-Stick Frying Pan has a base for induction hobs.",
         "negation"),
        ("qa", "oven_safe", HOB,
         "No. 5 Non-Stick Frying Pan doesn't have a lid and is oven-safe.", "negation"),
        ("search", "", BOOK, "I thought of The Year the Snow Was Late, down from €8.50.", "price"),
        ("compare", "two", WALLETS, "Here are Zip Wallet at €9.50 and Coin Purse at €9.50. "
         "For colour: tan on the first, forest green on the second.", "value"),
        ("description", "", WALLETS[1:], "Coin Purse doesn't come in tan.", "negation"),
        ("compare", "three", TWINS, f"{BOWLS} For material, the first has stoneware, the second "
         "enamel, the third stainless steel.", "value"),
        ("compare", "three", TWINS,
         f"{BOWLS} As for scented, the first lists yes, the second no, the third no.", "negation"),
    ],
)  # fmt: skip
def test_the_error_that_it_looked_like_is_caught(
    checker: Checker, task: str, ask: str, products: list[dict[str, Any]], reply: str, kind: str
) -> None:
    assert kind in kinds(checker, task, ask, products, reply)
