"""A row of copy -> its plan. Owns which planner a kind of copy goes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from actions.wording.rows import RequestRow
from llm.plan import Plan, Task
from llm.planning import (
    AskWords,
    Occasion,
    plan_description,
    plan_email,
    plan_search_ad,
    plan_social,
)
from retrieval.values import Hit

COPY_TASKS = frozenset({Task.DESCRIPTION, Task.SEARCH_AD, Task.SOCIAL, Task.EMAIL})


def plan_copy(
    row: RequestRow, hit: Hit, turn: int, words: AskWords, locale: str, today: date
) -> Plan:
    """The `turn`th piece of what the row asks for. Raises `ValueError` saying what it lacks."""
    until = row.offer.until if row.offer else None
    occasion = Occasion(today, until, row.link, row.customer_name)
    said: dict[str, Any] = {"turn": turn, "tone": row.tone, "language": row.language}
    said |= {"locale": locale, "words": words}
    match row.task:
        case Task.DESCRIPTION:
            return plan_description(hit.product, length=row.length, **said)
        case Task.SEARCH_AD:
            plan = plan_search_ad(hit, ask=row.ask or "headline", **said)
        case Task.SOCIAL:
            plan = plan_social(hit, occasion, ask=row.ask or "post", **said)
        case _:
            part = row.ask or "body"
            plan = plan_email(hit, occasion, part=part, reason=row.reason, **said)
    return replace(plan, length=row.length)
