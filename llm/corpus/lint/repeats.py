"""The same clause twice where both could be drawn: word for word, or but for commas and small
words. Owns the comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from llm.corpus.clause import Clause
from llm.corpus.lint.finding import Finding
from llm.corpus.lint.words import LintWords
from llm.plan import Tone
from llm.planning.shape import SHAPES

_WORD = re.compile(r"\{\w+\}|[^\W_]+(?:['’-][^\W_]+)*")
Place = tuple[str, str, str, Tone]


def repeats(clauses: Sequence[Clause], words: LintWords) -> Iterator[Finding]:
    """One finding for a clause whose like stands before it."""
    exact: dict[Place, str] = {}
    bare: dict[tuple[Place, tuple[str, ...]], str] = {}
    for number, clause in enumerate(clauses):
        core = _core(clause.text, words)
        said = ""
        for place in _places(clause):
            near = (place, core)
            if clause.text.lower() == exact.get((*place[:2], clause.text.lower(), place[3])):
                said = said or f"stands twice for {place[1]!r}"
            elif core and near in bare:
                said = said or f"says no more than “{bare[near]}”"
        for place in _places(clause):
            exact[(*place[:2], clause.text.lower(), place[3])] = clause.text.lower()
            bare.setdefault((place, core), clause.text)
        if said:
            yield Finding(number, clause, "repeat", said)


def _places(clause: Clause) -> Iterator[Place]:
    """Where the clause could be drawn: task, ask, part, tone."""
    for ask in sorted(clause.asks or SHAPES[clause.task]):
        for tone in clause.tones or frozenset(Tone):
            yield (clause.task.value, ask, clause.part.value, tone)


def _core(text: str, words: LintWords) -> tuple[str, ...]:
    """The words that carry the sense; empty where none does."""
    said = [word.lower() for word in _WORD.findall(text)]
    return tuple(word for word in said if word not in words.function_words)
