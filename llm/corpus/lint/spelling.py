"""Spelling, by a dictionary of an installed package and the language's further words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm.corpus.clause import SLOT, Clause
from llm.corpus.lint.words import LintWords

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def spelling_faults(clause: Clause, words: LintWords) -> Iterator[str]:
    if not words.known:
        return
    for word in _WORD.findall(SLOT.sub(" ", clause.text).replace("’", "'")):
        if not _known(word.lower(), words):
            yield f"spells “{word}” in a way that is in no dictionary"


def _known(word: str, words: LintWords) -> bool:
    """`isn't`, `they'll`: the word before the ending counts."""
    if word in words.known:
        return True
    stem, mark, ending = word.partition("'")
    if not mark:
        return False
    if f"'{ending}" in words.endings:
        return stem in words.known
    return "n't" in words.endings and word.endswith("n't") and word[:-3] in words.known
