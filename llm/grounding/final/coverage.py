"""Whether every fact of the plan is said, and none of them twice."""

from __future__ import annotations

from collections.abc import Sequence

from llm.grounding.final.comparison import says_cheaper
from llm.grounding.final.sentence import Sentence
from llm.grounding.final.spans import Span
from llm.grounding.final.tongue import Tongue
from llm.plan import Fact, Plan

# Names and labels may come back where they help the reader; a value may not.
_MAY_RETURN = frozenset({"title", "attributes", "choice", "query", "ask", "brand", "id"})
_MIN_CHARS = 4


def coverage_fault(found: Sequence[Sentence], plan: Plan, tongue: Tongue) -> str | None:
    said = {span.fact.slot for sentence in found for span in sentence.said}
    for fact in plan.facts:
        if not fact.text.strip():
            return f"the fact {fact.slot!r} has no words"
        if fact.slot == "cheaper":
            if not _says_cheaper(found, fact, tongue):
                return "the fact 'cheaper' isn't said"
        elif fact.slot not in said:
            return f"the fact {fact.slot!r} isn't said"
    return _twice(found, tongue)


def _says_cheaper(found: Sequence[Sentence], fact: Fact, tongue: Tongue) -> bool:
    """The name beside words that say it; a heading's words count for what stands under it."""
    heading = False
    for sentence in found:
        named = any(span.fact.text == fact.text for span in sentence.said)
        says = says_cheaper(sentence, tongue) or (sentence.known and "cheaper" in sentence.slots)
        if named and (says or heading):
            return True
        heading = says and sentence.bare.endswith(":")
    return False


def _may_return(span: Span, sentence: Sentence, tongue: Tongue) -> bool:
    """A "no" that begins a sentence is its answer, not the value again."""
    answers = {word for words in tongue.answers.values() for word in words}
    answer = (
        span is sentence.said[0] and sentence.bare.startswith("{") and span.fact.text in answers
    )
    return span.fact.field in _MAY_RETURN or answer


def _twice(found: Sequence[Sentence], tongue: Tongue) -> str | None:
    heard: set[str] = set()
    heading = ""
    for sentence in found:
        told = heading + sentence.text
        heading = told if sentence.bare.endswith(":") else ""
        if len(sentence.bare) >= _MIN_CHARS and not heading and told in heard:
            return "a sentence is said twice"
        heard.add(told)
        for span in sentence.said:
            if span.again and not _may_return(span, sentence, tongue):
                return f"the fact {span.fact.slot!r} is said twice"
    return None
