"""Which of the rules' reasons a customer gives in their own words."""

from __future__ import annotations

from collections.abc import Sequence

from actions.choosing.slips import may_slip, slipped_plainly
from actions.choosing.terms import Term
from actions.choosing.words import ChoosingWords

GAP = 3
"""How many other words a dot in a phrase stands for at most."""
DOT = "."


def reason_meant(text: str, reasons: Sequence[str], words: ChoosingWords) -> str | None:
    """The reason for which most is said, of equal ones that which stands first in `reasons`; its
    own name counts, too. What follows a "because" counts before the rest. None when nothing is said
    for any."""
    terms = [term for term in words.cut(text) if not term.breaks]
    return _likeliest(_after_because(terms, words), reasons, words) or _likeliest(
        terms, reasons, words
    )


def reason_answered(text: str, reasons: Sequence[str], words: ChoosingWords) -> str | None:
    """As `reason_meant`, of an answer to "why?", where nothing else is spoken of: the words of a
    phrase tell it in any order and mistyped, too (`the size is worng`)."""
    meant = reason_meant(text, reasons, words)
    if meant is not None:
        return meant
    terms = [term for term in words.cut(text) if not term.breaks]
    if words.has(terms, "terms", "not"):
        return None
    keys = [term.key for term in terms]
    loosely = {reason: _said_loosely(reason, keys, words) for reason in reasons}
    likeliest = max(reasons, key=lambda reason: loosely[reason], default=None)
    return likeliest if likeliest is not None and loosely[likeliest] > 0 else None


def _said_loosely(reason: str, keys: Sequence[str], words: ChoosingWords) -> int:
    """As `_said`; a phrase with a "not" in it tells nothing in another order."""
    longest = 0
    for phrase in (*words.listed("reasons", reason), reason.replace("_", " ")):
        terms = words.cut(phrase.replace(f" {DOT} ", " "))
        if words.has(terms, "terms", "not"):
            continue
        parts = [term.key for term in terms]
        if all(any(_same(key, part) for key in keys) for part in parts):
            longest = max(longest, sum(map(len, parts)))
    return longest


def _same(key: str, known: str) -> bool:
    return key == known or (may_slip(known) and slipped_plainly(key, known))


def _after_because(terms: Sequence[Term], words: ChoosingWords) -> Sequence[Term]:
    """Empty where the words bring in no reason."""
    brought_in = words.phrases("reasons_told", "because")
    places = [place for place, term in enumerate(terms) if term.key in brought_in]
    return terms[places[-1] + 1 :] if places else ()


def _likeliest(terms: Sequence[Term], reasons: Sequence[str], words: ChoosingWords) -> str | None:
    said = {reason: _said(reason, terms, words) for reason in reasons}
    likeliest = max(reasons, key=lambda reason: said[reason], default=None)
    return likeliest if likeliest is not None and said[likeliest] > 0 else None


def _said(reason: str, terms: Sequence[Term], words: ChoosingWords) -> int:
    """How many letters of the text speak for it, by its longest phrase."""
    phrases = [*words.listed("reasons", reason), reason.replace("_", " ")]
    lengths = [_length(terms, phrase, words) for phrase in phrases]
    return max(lengths, default=0)


def _length(terms: Sequence[Term], phrase: str, words: ChoosingWords) -> int:
    parts = [[term.key for term in words.cut(part)] for part in phrase.split(f" {DOT} ")]
    keys = [term.key for term in terms]
    for start in range(len(keys)):
        if not _stands(keys, start, parts):
            continue
        if words.has(terms[max(0, start - 2) : start], "terms", "not"):
            continue
        return sum(len(key) for part in parts for key in part)
    return 0


def _stands(keys: Sequence[str], start: int, parts: Sequence[Sequence[str]]) -> bool:
    first, *rest = parts
    if list(keys[start : start + len(first)]) != list(first):
        return False
    place = start + len(first)
    for part in rest:
        starts = range(place, place + GAP + 1)
        found = next((at for at in starts if list(keys[at : at + len(part)]) == list(part)), None)
        if found is None:
            return False
        place = found + len(part)
    return True
