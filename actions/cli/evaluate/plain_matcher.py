"""The verifier one would write in an afternoon, as a baseline: every number and every name with a
capital must occur in the facts. Shares nothing with `llm.grounding`."""

from __future__ import annotations

import re

from llm.plan import Plan

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?<![.?!:“\"] )(?<!^)\b[A-Z][\w'’-]*")


def plainly_true(plan: Plan, text: str) -> bool:
    held = " ".join(fact.text for fact in plan.facts)
    numbers, names = set(_NUMBER.findall(held)), set(re.findall(r"[\w'’-]+", held))
    if any(number not in numbers for number in _NUMBER.findall(text)):
        return False
    return all(name in names or name.startswith("I") for name in _NAME.findall(text))
