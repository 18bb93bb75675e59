"""Small talk and apologies: what kind of thing to say. Their only fact is the shop's name."""

from __future__ import annotations

from llm.plan import Fact, Plan, Task, Tone
from llm.planning.shape import SHAPES, slots_of


def plan_chat(
    ask: str,
    *,
    shop: str = "",
    query: str = "",
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
) -> Plan:
    """The shop's name is said where the ask has a place for it. Raises `ValueError` for an ask
    that isn't in the shapes."""
    if ask not in SHAPES[Task.CHAT]:
        raise ValueError(f"ask: one of {', '.join(SHAPES[Task.CHAT])}, not {ask!r}")
    named = shop and "shop" in slots_of(Task.CHAT, ask)
    facts = (Fact("shop", shop, "shop", shop, "shop"),) if named else ()
    return Plan(Task.CHAT, facts, query, ask, language, tone, locale)


def plan_apology(
    ask: str = "trouble",
    *,
    query: str = "",
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
) -> Plan:
    """`trouble` (our side failed), `wrong` (misunderstood), `delay`, `angry` (the customer is).
    Raises `ValueError` for any other."""
    if ask not in SHAPES[Task.APOLOGY]:
        raise ValueError(f"ask: one of {', '.join(SHAPES[Task.APOLOGY])}, not {ask!r}")
    return Plan(Task.APOLOGY, (), query, ask, language, tone, locale)
