"""What a text says only to tell one order from another: `the order with the kettle in it`.

Owns finding it; what it names belongs to no change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from actions.choosing.slips import may_slip, slipped
from actions.choosing.terms import Term
from actions.choosing.words import ChoosingWords

SECTION = "order_clause"
NUMBER_REACH = 2
"""A number may stand between (`order 10023 with the kettle`)."""
HOLDS_REACH = 12
"""So many terms on, `in it` still ends what began with `with`."""
HARD_BREAKS = frozenset(".;?!\n")


@dataclass(frozen=True, slots=True)
class Parted:
    """`of_order` is what tells the order, empty where nothing does; `rest` is all other words."""

    of_order: str
    rest: str


def parted(text: str, words: ChoosingWords) -> Parted:
    terms = words.cut(text)
    spans = list(_spans(terms, words))
    if not spans:
        return Parted("", text)
    said, rest, begin = [], [], 0
    for start, end in spans:
        said.append(text[terms[start].start : terms[end - 1].end])
        rest.append(text[begin : terms[start].start])
        begin = terms[end - 1].end
    return Parted(". ".join(said), ", ".join((*rest, text[begin:])))


def _spans(terms: Sequence[Term], words: ChoosingWords) -> Iterator[tuple[int, int]]:
    done = 0
    for start, end in _orders(terms, words):
        holds = _after(terms, end, words)
        if start < done or holds is None:
            continue
        closed = _closed(terms, holds, words)
        done = closed or _phrase_end(terms, holds, words)
        if done > holds:
            yield start, done
    for start, end in words.spans(terms, SECTION, "one"):
        holds = _after(terms, end, words)
        closed = _closed(terms, holds, words) if holds else None
        if start >= done and closed:
            done = closed
            yield start, closed


def _orders(terms: Sequence[Term], words: ChoosingWords) -> list[tuple[int, int]]:
    """Also with one slip in it: `orrder`."""
    known = words.phrases(SECTION, "order")
    return [
        (place, place + 1)
        for place, term in enumerate(terms)
        if term.key in known or _mistyped(term.key, known, words)
    ]


def _mistyped(key: str, known: frozenset[str], words: ChoosingWords) -> bool:
    if not may_slip(key) or key in words.language.ordinary:
        return False
    return any(slipped(key, one) for one in known)


def _after(terms: Sequence[Term], place: int, words: ChoosingWords) -> int | None:
    """Where what the order holds begins, behind `with` and the like."""
    near = terms[place : place + NUMBER_REACH + 3]
    for start, end in words.spans(near, SECTION, "holding"):
        if start <= NUMBER_REACH and all(not one.key.isalpha() for one in near[:start]):
            return place + end
    return None


def _closed(terms: Sequence[Term], place: int, words: ChoosingWords) -> int | None:
    """Behind `in it`, where that comes in the same sentence and before another order."""
    near = terms[place : place + HOLDS_REACH]
    stops = [at for at, one in enumerate(near) if one.key in HARD_BREAKS]
    stops += [start for start, _ in _orders(near, words)]
    near = near[: min(stops, default=len(near))]
    ends = [end for _, end in words.spans(near, SECTION, "inside")]
    return place + ends[0] if ends else None


def _phrase_end(terms: Sequence[Term], place: int, words: ChoosingWords) -> int:
    """Behind one thing and its words: up to a comma, a verb, or the next thing."""
    begun = False
    for at in range(place, len(terms)):
        key = terms[at].key
        if terms[at].breaks or key in words.phrases(SECTION, "ends"):
            return at
        if begun and key in words.phrases(SECTION, "before_things"):
            return at
        begun = begun or key not in words.phrases(SECTION, "before_things")
    return len(terms)
