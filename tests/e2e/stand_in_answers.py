"""What the stand-in server says to which words: one of every kind of card. Owns no protocol."""

from __future__ import annotations

from typing import Any

from stand_in_catalogue import HOSTILE, IMAGE, RAIN_JACKET, RELAXED, SCRIPT, SHELL, UNDERSTOOD


def explain(product: dict[str, Any], text: str) -> dict[str, Any]:
    source = f"catalog:{product['product_id']}/{product['variant_id']}"
    facts = {"price": product["price"], "waterproof": True}
    return {
        "product_id": product["product_id"],
        "text": text,
        "evidence": [{"field": f, "value": v, "source": source} for f, v in facts.items()],
    }


LEAD = "Two jackets keep the rain out for under €120.00, and neither is black."
PRODUCTS: dict[str, Any] = {
    "text": f"{LEAD}\n1. {RAIN_JACKET['title']}: €98.00\n2. {SHELL['title']}: €119.00",
    "custom": {
        "type": "products",
        "lead": LEAD,
        "hits": [RAIN_JACKET, SHELL],
        "explanations": [
            explain(RAIN_JACKET, "Waterproof, and at €98.00 well under your limit."),
            explain(SHELL, "The best rated of the two, just inside your limit."),
        ],
        "understood": UNDERSTOOD,
        "relaxed": RELAXED,
        "quick_replies": ["cheaper", "compare the first two"],
    },
}
MANY = {
    "text": PRODUCTS["text"],
    "custom": {
        **PRODUCTS["custom"],
        "understood": UNDERSTOOD | {"sort": "price_asc"},
        "like": {"product_id": SHELL["product_id"], "title": SHELL["title"]},
        "relaxed": [{"constraint": "price", "from": "under 120", "to": "up to €150"}],
        "nearest": {"amount": 124.5, "currency": "EUR"},
        "facets": [
            {"text": "in green", "label": "In green (7)", "field": "colour", "count": 7},
            {
                "text": "packable",
                "label": "Packable (4)",
                "field": "attribute:packable",
                "count": 4,
            },
        ],
        "forget": ["forget waterproof", "forget the price", "", "forget the order"],
        "quick_replies": ["in green", "packable", "show more"],
    },
}
COMPARE = {
    "text": "Side by side:",
    "custom": {
        "type": "compare",
        "table": {
            "columns": [
                {"product_id": p["product_id"], "title": p["title"]} for p in (RAIN_JACKET, SHELL)
            ],
            "rows": [
                {
                    "label": "price",
                    "values": ["€98.00", "€119.00"],
                    "differs": True,
                    "mark": {"place": 0, "text": "lowest"},
                },
                {"label": "weight", "values": ["410 g", "520 g"]},
                {"label": "rating", "values": ["4.5", None]},
            ],
        },
    },
}
ORDER = {
    "text": "Order 10234 is on its way and should be with you on 26 November.",
    "custom": {
        "type": "order",
        "order": {
            "order_id": "10234",
            "state": "shipped",
            "steps": [
                {"label": "placed", "done": True, "date": "2026-11-19"},
                {"label": "packed", "done": True, "date": "2026-11-20"},
                {"label": "shipped", "done": True, "date": "2026-11-21"},
                {"label": "delivered", "done": False, "date": None},
            ],
            "expected": ["2026-11-25", "2026-11-26"],
            "carrier": "An Post",
            "tracking": "CE123456789IE",
        },
    },
    "evidence": [{"field": "state", "value": "shipped", "source": "order:10234"}],
}
POLICY = {
    "text": "You have 30 days to send something back.",
    "custom": {
        "type": "policy",
        "passages": [
            {
                "heading": "Sending things back",
                "text": "Send unused goods back within 30 days of delivery.\nWe pay the postage.",
                "source": "returns",
            }
        ],
    },
}
HANDOFF = {
    "text": "A person can help you here.",
    "custom": {
        "type": "handoff",
        "email": "help@fenwickandlane.example",
        "phone": "+353 1 555 0142",
    },
}
HELP = {"text": "Here is what I can do:\n- find products\n- look up an order"}
CHOICES = {
    "text": "Did you mean one of these?\n1. Find a product\n2. Check an order",
    "custom": {
        "type": "choices",
        "lead": "Did you mean one of these?",
        "choices": [
            {"id": "a1", "label": "Find a product"},
            {"id": "b2", "label": "Check an order"},
        ],
        "quick_replies": ["Find a product", "Check an order"],
    },
}
HOSTILE_ANSWER = {
    "text": f"Here you are: {SCRIPT} {IMAGE}",
    "custom": {
        "type": "products",
        "hits": [HOSTILE],
        "explanations": [
            {
                "product_id": HOSTILE["product_id"],
                "text": IMAGE,
                "evidence": [{"field": IMAGE, "value": SCRIPT, "source": IMAGE}],
            }
        ],
        "quick_replies": [IMAGE],
    },
}
KEYWORDS = {
    "all the coats": MANY,
    "jacket": PRODUCTS,
    "cheaper": PRODUCTS,
    "compare": COMPARE,
    "10234": ORDER,
    "returns": POLICY,
    "person": HANDOFF,
    "hostile": HOSTILE_ANSWER,
    "what can you do": HELP,
    "mumble": CHOICES,
}


def answer(text: str) -> list[dict[str, Any]]:
    """The messages for `text`; words that nothing is written for are said back, in two messages."""
    for keyword, message in KEYWORDS.items():
        if keyword in text.lower():
            return [message]
    return [{"text": f"You said: {text}"}, {"text": "Anything else?"}]
