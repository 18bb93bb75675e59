"""`the electric ones`, or `electric` alone: a word by whose name some of the things looked for go,
and not all. Owns that reading; what a record states by itself is read before."""

from __future__ import annotations

from pyroaring import BitMap

from retrieval.query.kinds import Kinds
from retrieval.query.reading import Mark, Reading
from retrieval.values import Constraint, Op, Understood


def read_ones(reading: Reading, previous: Understood) -> None:
    """Take the word before `ones`, or the only one that is left, as a word that must be found."""
    place = _before_ones(reading)
    place = _only_word(reading) if place is None else place
    if place is None:
        return
    word = reading.tokens[place].key
    kind = kind_rows(reading, previous)
    some = BitMap(reading.gazetteers.saying(word)) & kind
    if 0 < len(some) < len(kind):
        words = reading.said(place, place + 1)
        reading.add(Constraint("text", Op.ANY_OF, (word,), words=words))
        reading.take(place, place + 1, Mark.KEPT)


def kind_rows(reading: Reading, understood: Understood) -> BitMap:
    """The rows of the kind that was looked for; none where it names no kind."""
    kinds = Kinds(reading.gazetteers, reading.language)
    said = understood.kind or understood.text
    kind = kinds.of(said, understood.query) if said else None
    return kind.rows if kind else BitMap()


def _before_ones(reading: Reading) -> int | None:
    points = reading.language.points.find(reading.tokens)
    return next((start - 1 for start, _, _ in points if _is_open(reading, start - 1)), None)


def _only_word(reading: Reading) -> int | None:
    """Where nothing else was understood and nothing else is said."""
    if reading.constraints or reading.sort or len(reading.topic_said()) != 1:
        return None
    return next((at for at in range(len(reading.tokens)) if _is_open(reading, at)), None)


def _is_open(reading: Reading, place: int) -> bool:
    return reading.free(place) and place not in reading.stop_places() and reading.tokens[place].word
