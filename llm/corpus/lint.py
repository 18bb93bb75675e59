"""The corpus's rules, so that no clause can state a fact of its own or break once it is filled.

Owns no taste: whether a clause sounds right is for a reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from llm.corpus.clause import SLOT, Clause, Part
from llm.plan import Tone
from llm.planning.shape import SHAPES, slots_of

CURRENCY_SIGNS = "$€£¥₹%"
_ENDS = (".", "?", ":", "。", "？", "：", "{quote}”")
_STARTS = re.compile(r"^[\W_]*[^\W\d_]")


def lint(clauses: Iterable[Clause]) -> list[str]:
    """One line for each fault, naming the clause; empty where all is well."""
    clauses = list(clauses)
    faults = [f"{clause.task}: “{clause.text}”: {f}" for clause in clauses for f in _faults(clause)]
    return faults + list(_duplicates(clauses))


def _faults(clause: Clause) -> Iterator[str]:
    text, bare = clause.text, SLOT.sub("", clause.text)
    yield from _slot_faults(clause)
    if any(character.isdigit() for character in bare):
        yield "holds a digit"
    if any(sign in bare for sign in CURRENCY_SIGNS):
        yield "holds a currency or per-cent sign"
    if "!" in bare:
        yield "shouts"
    if "{" in bare or "}" in bare:
        yield "holds a brace that is no slot"
    if not text.endswith(_ENDS):
        yield "doesn't end a sentence"
    start = _STARTS.match(text)
    if not text.startswith(("{", "“")) and start and start.group()[-1].islower():
        yield "begins in lower case"
    if "  " in text:
        yield "holds two spaces"


def _slot_faults(clause: Clause) -> Iterator[str]:
    if clause.part is not Part.BODY and clause.slots:
        yield f"{clause.part} with a slot"
    if len(set(clause.slots)) < len(clause.slots):
        yield "says a slot twice"
    for ask in sorted(clause.asks or SHAPES[clause.task]):
        if ask not in SHAPES[clause.task]:
            yield f"there is no ask {ask!r}"
        elif clause.asks and not set(clause.slots) <= slots_of(clause.task, ask):
            yield f"has a slot that {ask!r} never holds"
    everything: set[str] = set()
    for ask in SHAPES[clause.task]:
        everything |= slots_of(clause.task, ask)
    if not set(clause.slots) <= everything:
        yield "has a slot that its task never holds"


def _duplicates(clauses: list[Clause]) -> Iterator[str]:
    """The same words twice where both could be drawn."""
    seen: set[tuple[str, str, str, Tone]] = set()
    for clause in clauses:
        told = False
        for ask in sorted(clause.asks or SHAPES[clause.task]):
            for tone in clause.tones or frozenset(Tone):
                key = (clause.task.value, ask, clause.text.lower(), tone)
                if key in seen and not told:
                    yield f"{clause.task}: “{clause.text}”: stands twice for {ask!r}"
                    told = True
                seen.add(key)
