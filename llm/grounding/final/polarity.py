"""Whether a sentence affirms what the record affirms and denies what it denies."""

from __future__ import annotations

import re

from llm.corpus.clause import SLOT
from llm.grounding.final.sentence import Sentence
from llm.grounding.final.tongue import Tongue
from llm.plan import Plan, Task

_CLAUSE = re.compile(r"[,;:—–(]")
_ANSWER = re.compile(r"^[“\"'(]*([\w' ]+?)[,.:;!]")

# What each kind of answer denies: these facts are named to say that they are not so.
_DENIED: dict[tuple[Task, str], frozenset[str]] = {
    (Task.QA, "no"): frozenset({"feature", "thing"}),
    (Task.QA, "unknown"): frozenset({"topic", "name"}),
    (Task.ORDER, "not_found"): frozenset({"order"}),
    (Task.POLICY, "unknown"): frozenset({"topic"}),
}
_UNKNOWN = {(Task.QA, "unknown"), (Task.ORDER, "not_found"), (Task.POLICY, "unknown")}
_TALK = {Task.CLARIFY, Task.APOLOGY, Task.CHAT}


def polarity_fault(sentence: Sentence, plan: Plan, tongue: Tongue) -> str | None:
    kind = (plan.task, plan.ask)
    if plan.task in _TALK:
        return None
    bare = tongue.negation.idioms.sub(" ", sentence.bare)
    answer, bare = _answer(bare, tongue)
    denies = kind in _DENIED or plan.task is Task.NOTHING
    if answer == "yes" and (denies or plan.ask == "sold_out"):
        return "yes, where the record says no"
    if answer == "no" and not (denies or plan.ask == "sold_out" or "wanted" in plan.slots):
        return "no, where the record says yes"
    clauses = [clause for clause in _CLAUSE.split(bare) if clause.strip()]
    if "wanted" in sentence.slots and plan.task is not Task.RECOMMEND:  # there the wish is met
        return _wish_fault(clauses, tongue)
    if kind in _UNKNOWN:
        return _unknown_fault(sentence, clauses, tongue)
    return _plain_fault(sentence, clauses, _DENIED.get(kind, frozenset()), tongue)


def _answer(bare: str, tongue: Tongue) -> tuple[str, str]:
    """A plain yes or no at the beginning, and what follows it."""
    found = _ANSWER.match(bare)
    said = found.group(1).strip() if found else ""
    for answer, words in tongue.answers.items():
        if found and said in words:
            return answer, bare[found.end() :]
    return "", bare


def _denials(clause: str, tongue: Tongue) -> int:
    return len(tongue.negation.words.findall(clause))


def _plain_fault(
    sentence: Sentence, clauses: list[str], denied: frozenset[str], tongue: Tongue
) -> str | None:
    for clause in clauses:
        said, denials = set(SLOT.findall(clause)), _denials(clause, tongue)
        if said & denied:
            if denials != 1:
                return "it isn't denied, where the record denies it"
        elif denials and (said or not (denied or (sentence.asks and not sentence.said))):
            return "a denial that the record doesn't bear out"
    return None


def _wish_fault(clauses: list[str], tongue: Tongue) -> str | None:
    """A wish that nothing met is said to be unmet, and nowhere met."""
    negation = tongue.negation
    said = " , ".join(clauses)
    if not _denials(said, tongue) and not negation.gives_way.search(said):
        return "a wish that nothing met isn't said to be unmet"
    for clause in clauses:
        about = "{wanted}" in clause or not SLOT.search(clause)
        if about and negation.meets.search(clause) and not _denials(clause, tongue):
            return "a wish that nothing met is said to be met"
    return None


def _unknown_fault(sentence: Sentence, clauses: list[str], tongue: Tongue) -> str | None:
    """Where nothing is known, what speaks of knowing denies it."""
    negation = tongue.negation
    if sentence.asks:
        return None
    denials = sum(_denials(clause, tongue) for clause in clauses)
    if sentence.said and not denials:
        return "it isn't said to be unknown"
    for clause in clauses:
        if _denials(clause, tongue) > 1:
            return "a denial is denied"
        known = negation.needs.search(clause) and not negation.free.search(clause)
        if known and not _denials(clause, tongue):
            return "it is said to be known"
    return None
