"""Words that stand for a whole department: `a gift for a gardener`, `pet things`. Owns how they
find the catalogue's own departments, not which words they are."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.fold import words
from retrieval.query.reading import Mark, Reading
from retrieval.values import Constraint, Op, Soft, SoftWish


def read_umbrella(reading: Reading) -> None:
    """A condition where nothing else says what is looked for; else a wish that only ranks."""
    language = reading.language
    idle = language.kind_open | language.recipients
    said_so = (*language.umbrella.find(reading.tokens), *_own_words(reading))
    for start, stop, department in said_so:
        meant = _departments(reading, department)
        if not meant or not reading.free(start, stop):
            continue
        said = reading.said(start, stop)
        besides = set(reading.topic_said([(start, stop)])) - idle
        if besides or any(c.field == "department" for c in reading.constraints):
            reading.soft.append(SoftWish(Soft.ABOUT, said, meant))
            continue
        reading.add(Constraint("department", Op.ANY_OF, meant, words=said))
        reading.take(start, stop, Mark.OUT)


def _own_words(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """A word, or two, before one that leaves open what is looked for: `pet` of `pet things`."""
    stopped = reading.stop_places()
    for place, following in enumerate(reading.tokens[1:]):
        if following.key in reading.language.kind_open and place not in stopped:
            yield place, place + 1, reading.tokens[place].key
            if place and place - 1 not in stopped:
                joined = reading.tokens[place - 1].key + reading.tokens[place].key
                yield place - 1, place + 1, joined


def _departments(reading: Reading, department: str) -> tuple[str, ...]:
    """Those of the catalogue in whose name the word stands."""
    forms = set(reading.language.forms(department))
    known = reading.gazetteers.departments
    return tuple(named.name for name, named in known.items() if forms & set(words(name)))
