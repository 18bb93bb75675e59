"""All rules over all clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from llm.corpus.clause import Clause
from llm.corpus.lint.finding import Finding
from llm.corpus.lint.form import form_faults
from llm.corpus.lint.reading import reading_faults
from llm.corpus.lint.repeats import repeats
from llm.corpus.lint.slots import slot_faults
from llm.corpus.lint.spelling import spelling_faults
from llm.corpus.lint.wording import fact_faults, unwanted_faults
from llm.corpus.lint.words import LintWords

PLAIN: dict[str, Callable[[Clause], Iterator[str]]] = {"form": form_faults, "slots": slot_faults}
WORDED: dict[str, Callable[[Clause, LintWords], Iterator[str]]] = {
    "fact": fact_faults,
    "unwanted": unwanted_faults,
    "spelling": spelling_faults,
    "reading": reading_faults,
}


def lint(clauses: Iterable[Clause], words: LintWords | None = None) -> list[Finding]:
    """Every fault, in the order of the clauses; empty where all is well. Without `words` only what
    needs no language is looked at."""
    read = list(clauses)
    known = words or LintWords()
    found = [f for number, clause in enumerate(read) for f in _of(number, clause, known)]
    found += repeats(read, known)
    return sorted(found, key=lambda finding: finding.number)


def _of(number: int, clause: Clause, words: LintWords) -> Iterator[Finding]:
    for rule, plain in PLAIN.items():
        for what in plain(clause):
            yield Finding(number, clause, rule, what)
    for rule, worded in WORDED.items():
        for what in worded(clause, words):
            yield Finding(number, clause, rule, what)
