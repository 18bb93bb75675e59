"""Facts put in the place of their slots: the last step before a customer reads a reply."""

from __future__ import annotations

import re

from llm.corpus.clause import SLOT
from llm.plan import Plan

_ENDS_SENTENCE = ".!?…"


def slots_in(text: str) -> list[str]:
    """The slots of an unfilled reply, in the order they are said."""
    return SLOT.findall(text)


def fill(text: str, plan: Plan) -> str:
    """`text` with each `{slot}` replaced by its fact. A fact that ends its sentence itself takes
    no second full stop. Raises `KeyError` for a slot that the plan doesn't hold."""
    values = {fact.slot: fact.text for fact in plan.facts}
    pieces = re.split(r"\{(\w+)\}", text)
    out = pieces[0]
    for slot, after in zip(pieces[1::2], pieces[2::2], strict=True):
        value = values[slot]
        doubled = value[-1:] in _ENDS_SENTENCE and after[:1] == "."
        out += value + (after[1:] if value and doubled else after)
    return out
