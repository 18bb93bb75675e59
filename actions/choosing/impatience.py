"""Whether a yes is one of somebody who has lost patience: `Yes, how often do I have to say it.`

Owns what such words may be. It must begin with a plain yes, and go on in nothing but talk of having
said so: a word of anything else (`but`, a thing, a number, a place) leaves it open.
"""

from __future__ import annotations

from collections.abc import Sequence

from actions.choosing.covering import any_of, covered, longest_at
from actions.choosing.terms import Term
from actions.choosing.words import ChoosingWords

SECTION = "impatience"
HARD_BREAKS = frozenset(".;!?\n")
LONGEST_TEXT = 40


def impatient_yes(terms: Sequence[Term], words: ChoosingWords, kind: str) -> bool:
    """`terms` are a whole text's, with its breaks; `kind` as in `yes_or_no`."""
    if len(terms) > LONGEST_TEXT:
        return False
    begins = longest_at(terms, 0, words.phrases(SECTION, "begins"))
    asks, states = words.phrases(SECTION, "asks"), words.phrases(SECTION, "states")
    around = words.phrases(SECTION, "around") | words.phrases(SECTION, "begins")
    around |= words.phrases("consent_doing", kind)
    told = [_plain(one) for one in _sentences(terms[begins:])]
    if not begins or not any(any_of(one, asks | states) for one in told):
        return False
    if not all(covered(one, asks | states | around) for one in told):
        return False
    return all(_no_question(one, asks) for one in _sentences(terms))


def _no_question(sentence: Sequence[Term], asks: frozenset[str]) -> bool:
    """Or one that wants no answer. `yes?` is a question."""
    return sentence[-1].key != "?" or any_of(_plain(sentence), asks)


def _plain(terms: Sequence[Term]) -> list[Term]:
    return [term for term in terms if not term.breaks and term.key != ":"]


def _sentences(terms: Sequence[Term]) -> list[Sequence[Term]]:
    """Each with what ends it."""
    ends = [at + 1 for at, term in enumerate(terms) if term.key in HARD_BREAKS]
    starts = [0, *ends]
    parts = [terms[start:end] for start, end in zip(starts, [*ends, len(terms)], strict=True)]
    return [part for part in parts if part]
