"""What to say of the shop's rules: the passage itself, word for word. Owns no paraphrase."""

from __future__ import annotations

from collections.abc import Sequence

from llm.plan import Fact, Plan, Task, Tone
from retrieval.values import Passage


def plan_policy(
    passages: Sequence[Passage],
    question: str = "",
    *,
    topic: str = "",
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
) -> Plan:
    """Quotes the best passage; without one, says that the policies don't cover it."""
    if not passages:
        facts = [Fact("topic", topic, "query", topic, "query")] if topic else []
        return Plan(Task.POLICY, tuple(facts), question, "unknown", language, tone, locale)
    best = passages[0]
    quote = Fact("quote", best.text.strip(), "text", best.text, best.reference)
    facts = [quote]
    if best.heading:
        facts.insert(0, Fact("heading", best.heading, "heading", best.heading, best.reference))
    return Plan(Task.POLICY, tuple(facts), question, "quote", language, tone, locale)
