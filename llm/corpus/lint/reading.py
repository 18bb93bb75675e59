"""How easily a clause reads: Flesch's reading ease, and how long a sentence may be. Both are
measured on the filled clause, a slot standing for one short word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm.corpus.clause import SLOT, Clause
from llm.corpus.lint.words import LintWords

LIST_SLOTS = 4
"""A clause with so many slots lists things, and is judged by its length only."""
LEAST_WORDS = 6
"""A shorter clause has no ease to speak of: one long word decides."""
STAND_IN = "thing"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.?!:;]+")
_VOWELS = re.compile(r"[aeiouy]+")


def reading_faults(clause: Clause, words: LintWords) -> Iterator[str]:
    text = SLOT.sub(STAND_IN, clause.text)
    if words.most_words is not None:
        longest = max(len(_WORD.findall(part)) for part in re.split(r"[.?!]+", text))
        if longest > words.most_words:
            yield f"has a sentence of {longest} words; at most {words.most_words}"
    judged = len(clause.slots) < LIST_SLOTS and len(_WORD.findall(text)) >= LEAST_WORDS
    if words.least_ease is not None and judged:
        ease = reading_ease(text)
        if ease < words.least_ease:
            yield f"reads hard: {ease:.0f}; at least {words.least_ease:.0f}"


def reading_ease(text: str) -> float:
    """Flesch 1948: 206.835 - 1.015 words a sentence - 84.6 syllables a word; 100 is very easy."""
    said = _WORD.findall(text)
    if not said:
        return 100.0
    sentences = max(1, sum(bool(_WORD.search(part)) for part in _SENTENCE.split(text)))
    syllables = sum(map(syllables_of, said))
    return 206.835 - 1.015 * len(said) / sentences - 84.6 * syllables / len(said)


def syllables_of(word: str) -> int:
    """Groups of vowels, less a silent `e` and the `e` of `-ed`; at least one."""
    low = re.sub(r"['’-]", "", word.lower())
    count = len(_VOWELS.findall(low))
    if re.search(r"[^aeiouyl]e$", low) or re.search(r"[^aeiouydt]ed$", low):
        count -= 1
    return max(1, count)
