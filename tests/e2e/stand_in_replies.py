"""The replies that the stand-in server has given: one that the shipped model words and explains,
one of a template. Owns no protocol."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from stand_in_catalogue import IMAGE

from llm.plan import Fact, Plan, Task, Tone
from llm.writer import Writer

ROOT = Path(__file__).resolve().parents[2]
NAME = f"Harrow Drumlin rain jacket {IMAGE}"
PLAN = Plan(
    Task.QA,
    (
        Fact("name", NAME, "title", NAME, "catalog:FL-100"),
        Fact("price", "€98.00", "price", {"amount": 98.0, "currency": "EUR"}, "catalog:FL-100/a"),
        Fact("stock", "in stock", "in_stock", True, "catalog:FL-100/a"),
    ),
    "how much is it?",
    "price",
    tone=Tone.WARM,
)
_LISTED = {"said": "2026-11-21T10:00:00+00:00", "task": "qa", "ask": "price", "fault": None}
REPLIES = [
    _LISTED | {"reply_id": "worded", "source": "model", "reply": "Harrow costs €98.00."},
    _LISTED
    | {"reply_id": "template", "source": "template", "reply": "It costs €98.00."}
    | {"fault": "Overloaded"},
]


@cache
def explained(reply_id: str) -> dict[str, Any] | None:
    """As the server's own JSON has it; None for a reply that isn't there."""
    if reply_id not in ("worded", "template"):
        return None
    model = ROOT / "data" / "models" / "generator" if reply_id == "worded" else None
    writer = Writer.open(model, ROOT / "data" / "languages")
    source = "model" if model else "template"
    drawn = (writer.write(PLAN, seed) for seed in range(40))
    explanation = writer.look_into(PLAN, next(reply for reply in drawn if reply.source == source))
    told: dict[str, Any] = json.loads(json.dumps(explanation.as_json()))
    return told
