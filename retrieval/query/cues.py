"""The cues of bounds and what only repeats them: `max. budget: 50`, `under 50 max`. Owns no
bounds."""

from __future__ import annotations

from retrieval.query.amounts import amount_at
from retrieval.query.phrases import PhraseTable
from retrieval.query.reading import Reading

UPWARD = ("under", "up_to")
_POINTS = frozenset(".:")  # `max. 50`, `budget: 50`


def past_same(reading: Reading, place: int, said: str) -> int:
    """Past what repeats the cue before `place`, and a point: `max. budget: 50`."""
    tokens, side = reading.tokens, UPWARD if said in UPWARD else (said,)
    while True:
        if tokens[place : place + 1] and tokens[place].key in _POINTS:
            place += 1
        again = reading.language.bounds.at(tokens, place)
        if again is None or again[1] not in side:
            return place
        place = again[0]


def begins_bound(reading: Reading, place: int) -> bool:
    """Whether a cue with its amount begins at `place`."""
    cue = reading.language.bounds.at(reading.tokens, place)
    return cue is not None and amount_at(reading, cue[0], money=True) is not None


def past(reading: Reading, place: int, table: PhraseTable[str]) -> int:
    """The place after the phrase of `table` that begins at `place`; `place` itself for none."""
    found = table.at(reading.tokens, place)
    return found[0] if found else place


def past_tail(reading: Reading, place: int) -> int:
    """Past what only repeats the cue: `under 50 max`, `at most 50 in total`. It begins no cue of
    another bound: `from 300 but no more than 450`. Behind a comma it is the end."""
    tokens = reading.tokens
    if tokens[place : place + 1] and tokens[place].key == ",":
        tail = past(reading, place + 1, reading.language.bounds_after)
        return tail if tail == len(tokens) > place + 1 else place
    after = past(reading, place, reading.language.bounds_after)
    begun = (reading.language.bounds.at(reading.tokens, at) for at in range(place, after))
    if amount_at(reading, after) is not None or any(cue and cue[0] > after for cue in begun):
        return place
    return past(reading, after, reading.language.price_context)
