"""A standard with its version, of which no attribute tells: `usb 3.0`, `hdmi 2.1`. Owns no values
of attributes: what those tell is `retrieval.query.worded`'s."""

from __future__ import annotations

from retrieval.filters.postings import union
from retrieval.fold import phrase
from retrieval.query.reading import Mark, Reading
from retrieval.query.things import rows_meant
from retrieval.values import Constraint, Op

# So many of what is looked for must be called so, that it is no accident.
FEWEST = 2


def read_versions(reading: Reading) -> None:
    """Take those that some, and not all, of what is looked for are called by."""
    for place in range(len(reading.tokens) - 1):
        values = version_at(reading, place)
        if values:
            words = reading.said(place, place + 2)
            reading.add(Constraint("text", Op.ANY_OF, values, words=words))
            reading.take(place, place + 2, Mark.KEPT)


def version_at(reading: Reading, place: int) -> tuple[str, ...]:
    """The ways in which names may say the word at `place` and the version behind it; none where
    what is looked for isn't told apart by it."""
    if not _has_version(reading, place):
        return ()
    said = phrase(reading.said(place, place + 2))
    values = tuple(dict.fromkeys([said, *reading.language.same_values.get(said, ())]))
    named = union(map(reading.gazetteers.said.called, values))
    among = rows_meant(reading, reading.topic([(place, place + 2)]))
    apart = any(FEWEST <= len(named & rows) < len(rows) for rows in among)
    return values if apart else ()


def _has_version(reading: Reading, place: int) -> bool:
    """Whether a number with a point stands behind the word: `3.0`."""
    if not reading.free(place, place + 2):
        return False
    word, number = reading.tokens[place : place + 2]
    pointed = "." in reading.query[number.start : number.end]
    return word.word and number.number is not None and pointed
