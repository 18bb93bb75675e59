"""What to ask back when a message can't be acted on yet. Owns no guess at what was meant."""

from __future__ import annotations

from collections.abc import Sequence

from llm.plan import Fact, Plan, Task, Tone
from llm.planning.facts import numbered

MAX_CHOICES = 3
MISSING = ("order", "product", "unclear")


def plan_clarify(
    choices: Sequence[str] = (),
    *,
    missing: str = "unclear",
    query: str = "",
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
) -> Plan:
    """Offers the first three `choices`, or asks for what is `missing`: `order` (its number),
    `product` (which one) or `unclear` (another wording). Raises `ValueError` for anything else."""
    if choices:
        facts = tuple(
            Fact(numbered("option", place), choice, "choice", choice, "query")
            for place, choice in enumerate(choices[:MAX_CHOICES], start=1)
        )
        return Plan(Task.CLARIFY, facts, query, "choices", language, tone, locale)
    if missing not in MISSING:
        raise ValueError(f"missing must be one of {', '.join(MISSING)}, not {missing!r}")
    return Plan(Task.CLARIFY, (), query, missing, language, tone, locale)
