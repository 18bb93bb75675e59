"""What to say when a person is wanted. Owns no desk and no clock: when it opens comes as words."""

from __future__ import annotations

from llm.plan import Fact, Plan, Task, Tone
from llm.planning.shape import SHAPES


def plan_handoff(
    ask: str = "now",
    *,
    opens: str = "",
    ahead: int | None = None,
    contact: str = "",
    query: str = "",
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
) -> Plan:
    """`opens` says when somebody is back (`tomorrow at 09:00`), `ahead` how many wait before this
    customer, `contact` is an e-mail address. Each is said only where its ask speaks of it. Raises
    `ValueError` for an ask that isn't in the shapes."""
    if ask not in SHAPES[Task.HANDOFF]:
        raise ValueError(f"ask: one of {', '.join(SHAPES[Task.HANDOFF])}, not {ask!r}")
    facts: list[Fact] = []
    if ask == "closed" and opens:
        facts.append(Fact("opens", opens, "opens", opens, "shop"))
    if ask == "waiting" and ahead:
        facts.append(Fact("ahead", "", "ahead", ahead, "queue"))
    if ask == "unavailable" and contact:
        facts.append(Fact("contact", contact, "contact", contact, "shop"))
    return Plan(Task.HANDOFF, tuple(facts), query, ask, language, tone, locale)
