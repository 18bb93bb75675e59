"""What the stand-in server suggests, narrows by and tells the merchant. Owns no protocol."""

from __future__ import annotations

from typing import Any

from stand_in_catalogue import HOSTILE, IMAGE, RAIN_JACKET

ADMIN_TOKEN = "sc-admin-of-the-stand-in"
FACETS = [
    {"field": "colour", "text": "in green", "count": 1},
    {"field": "price", "text": "under 100", "count": 1},
]
KNOWLEDGE = {
    "languages": {"en": {"files": 6, "passages": 66}},
    "problems": ["returns.md, line 3: nothing stands under “Refunds”."],
}
QUESTIONS = [
    {
        "question": f"do you wrap gifts {IMAGE}",
        "language": "en",
        "kind": "policy",
        "times": 4,
        "last": "2026-11-20T10:00:00+00:00",
        "days": {"2026-11-19": 1, "2026-11-20": 3},
        "others": ["is gift wrapping possible"],
    },
    {
        "question": "flurb",
        "language": "en",
        "kind": "unclear",
        "times": 1,
        "last": "2026-11-20T11:00:00+00:00",
        "days": {"2026-11-20": 1},
        "others": [],
    },
]
SEARCHES = [
    {
        "query": f"a unicorn {IMAGE}", "language": "en", "searches": 3, "empty": 3, "relaxed": 0,
        "clicks": 0, "last": "2026-11-20T10:00:00+00:00",
        "understood": {"text": "unicorn", "constraints": []},
    },
    {
        "query": "jacket under 20", "language": "en", "searches": 2, "empty": 0, "relaxed": 2,
        "clicks": 0, "last": "2026-11-21T10:00:00+00:00",
        "understood": {
            "text": "jacket",
            "constraints": [{"field": "price", "op": "between", "high": 20, "words": "under 20"}],
        },
    },
]  # fmt: skip
MERCHANDISING = {
    "pins": 1, "boosts": 0, "synonyms": 2,
    "problems": ["pin 1 (`tent`): there is no product FL-999"],
}  # fmt: skip


def suggested(typed: str) -> dict[str, Any]:
    """For beginnings of `jacket`, `jakcet` and `mug`; nothing for anything else."""
    if "jacket".startswith(typed) or typed == "jakcet":
        length = 3 if typed == "jakcet" else len(typed)
        kind = {"text": "Jackets", "kind": "category", "count": 2, "matched": [[0, length]]}
        query = {"text": "rain jacket", "kind": "query", "count": 1, "matched": [[5, 5 + length]]}
        meant = "jacket" if typed == "jakcet" else None
        shown = [kind, query, _product(RAIN_JACKET)]
        return {"suggestions": shown, "did_you_mean": meant, "took_ms": 0.1}
    shown = [_product(HOSTILE)] if "mug".startswith(typed) else []
    return {"suggestions": shown, "did_you_mean": None, "took_ms": 0.1}


def _product(one: dict[str, Any]) -> dict[str, Any]:
    facts = {key: one[key] for key in ("product_id", "variant_id", "price", "image")}
    return {"text": one["title"], "kind": "product", "count": 1, "matched": []} | facts
