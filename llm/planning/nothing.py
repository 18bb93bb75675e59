"""What to say when a search found nothing. Owns no search of its own."""

from __future__ import annotations

from collections.abc import Sequence

from llm.plan import Fact, Plan, Task, Tone
from llm.planning.facts import price_fact, title_fact
from retrieval.values import Hit, Understood

MAX_WANTED_WORDS = 7
"""More is a question or a story: nobody says "we have no do you have anything for ..."."""


def plan_nothing(
    understood: Understood | str,
    nearest: Sequence[Hit] = (),
    *,
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
) -> Plan:
    """Says so plainly, with the one or two `nearest` products where there are any."""
    query = understood if isinstance(understood, str) else understood.query
    wanted = query.strip()
    facts: list[Fact] = []
    if wanted and len(wanted.split()) <= MAX_WANTED_WORDS:
        facts.append(Fact("wanted", wanted, "query", wanted, "query"))
    for place, hit in enumerate(nearest[:2], start=1):
        facts.append(title_fact(hit.product, place))
        price = price_fact(hit, locale, place)
        if price:
            facts.append(price)
    ask = "nearest" if nearest else "nothing"
    return Plan(Task.NOTHING, tuple(facts), query, ask, language, tone, locale)
