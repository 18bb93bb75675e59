"""What a clause says in its own words: no fact, nothing pushy, nothing biased. Owns the search for
such words; the lists are the language's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm.corpus.clause import SLOT, Clause
from llm.corpus.lint.words import LintWords
from llm.evaluate.words import any_of


def fact_faults(clause: Clause, words: LintWords) -> Iterator[str]:
    """A word that states a fact, unless a slot of the clause proves it or it stands in a turn that
    means something else."""
    text = _own(clause)
    licensed = [word for slot in clause.slots for word in words.licences.get(slot, ())]
    text = re.sub(any_of((*words.harmless, *licensed)), _blank, text, flags=re.IGNORECASE)
    for match in re.finditer(words.fact_pattern, text, re.IGNORECASE):
        kind = words.kinds[match.group().lower()]
        yield f"says “{match.group()}”, which states a fact ({kind.replace('_', ' ')})"


def unwanted_faults(clause: Clause, words: LintWords) -> Iterator[str]:
    for unwanted in words.unwanted:
        for match in re.finditer(any_of(unwanted.words), _own(clause), re.IGNORECASE):
            yield f"says “{match.group()}”: {unwanted.kind}, {unwanted.why}"


def _own(clause: Clause) -> str:
    """The clause's own words; apostrophes plain."""
    return SLOT.sub("…", clause.text).replace("’", "'")


def _blank(match: re.Match[str]) -> str:
    return "…" * len(match.group())
