"""What another model answered, brought into the form of a reply with slots. Owns the tidying of
what chat models put around an answer, and the count of its slots; truth is the verifier's."""

from __future__ import annotations

import re

from llm.grounding.fill import slots_in
from llm.plan import Plan

MAX_CHARS = 1_500
_QUOTED = re.compile(r'^["“](.*)["”]$', re.DOTALL)
_CALLED = re.compile(r"^(?:reply|answer|assistant)\s*:\s*", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]|<\|[^>]*\|>")


def tidied(answer: str) -> str:
    """Without the word "Reply:", the quotes and the line breaks around and in it."""
    text = _CALLED.sub("", answer.strip())
    if found := _QUOTED.match(text):
        text = found.group(1)
    return " ".join(text.split())


def slot_fault(plan: Plan, text: str) -> str | None:
    if len(text) > MAX_CHARS:
        return "it is far too long"
    if _CONTROL.search(text):
        return "it holds control characters"
    said = slots_in(text)
    missing = [slot for slot in plan.slots if slot not in said]
    if missing:
        return f"the slot {{{missing[0]}}} is missing"
    extra = [slot for slot in said if slot not in plan.slots]
    if extra:
        return f"the slot {{{extra[0]}}} isn't listed"
    if len(said) != len(set(said)):
        return "a slot stands twice"
    return None
