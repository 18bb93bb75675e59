"""Whether what is said next changes the last search or begins another. Owns the decision, by the
catalogue's kinds; `refinement` owns the change."""

from __future__ import annotations

from collections.abc import Sequence

from pyroaring import BitMap

from retrieval.fold import words
from retrieval.query.kinds import Kinds
from retrieval.query.parser import QueryParser
from retrieval.query.reading import Mark, Reading
from retrieval.query.refinement import Change, read_change
from retrieval.values import Understood

ALIKE = 0.5
"""Of the smaller of two kinds, the share that must be of the other for them to be one thing."""


def begins_anew(
    parser: QueryParser, previous: Understood, utterance: str, supposed: bool = False
) -> bool:
    """Whether `utterance` is a search of its own after `previous`; where its words don't tell,
    what was `supposed` holds.

    Words for what was shown (`the red ones`), wishes about it (`cheaper`), additions (`with a
    hood`) and bare conditions (`under 100`) change the search; the name of another kind of thing
    begins one (`and mugs to go with it`). The same kind named again changes it where more is said
    (`red tents`) and begins anew where nothing is (`tents`).
    """
    change = read_change(parser, previous, utterance)
    reading = change.reading
    if change.wishes or change.forgotten or _adds(reading):
        return False
    thing = _first_part(reading)
    if not thing or _is_of_those(reading, thing):
        return supposed and not (change.points or _says_conditions(change))
    if reading.tokens[thing[-1]].key in reading.language.kind_open:
        return True
    kinds = Kinds(parser.gazetteers, parser.language)
    named = _called(kinds, _name(reading, thing), utterance)
    known = _called(kinds, previous.kind or previous.text, previous.query)
    if not named or not known:
        return supposed and not (change.points or _says_conditions(change))
    if len(named & known) < ALIKE * min(len(named), len(known)):
        return True
    return not (
        change.points
        or _says_conditions(change)
        or named < known
        or _says_more(reading, thing, previous)
    )


def _adds(reading: Reading) -> bool:
    """Whether it goes on where the last search ended: `with a hood`, `and for children`."""
    language = reading.language
    for place, token in enumerate(reading.tokens):
        if token.key in language.kind_ends:
            return place not in _asking(reading)
        if token.key not in language.kind_joiners:
            break
    return False


def _first_part(reading: Reading) -> list[int]:
    """The places of the words that say what is looked for, before any addition to it: none in
    `with a hood` and in `for two people`."""
    stopped = reading.stop_places()
    asked = _asking(reading)
    part: list[int] = []
    for place, token in enumerate(reading.tokens):
        if token.key in reading.language.kind_ends and place not in asked:
            return part
        if reading.marks[place] is Mark.FREE and place not in stopped and token.word:
            part.append(place)
    return part


def _is_of_those(reading: Reading, thing: Sequence[int]) -> bool:
    """`leather` in `the leather ones` is no thing but what those shown should be."""
    return reading.language.points.at(reading.tokens, thing[-1] + 1) is not None


def _name(reading: Reading, thing: Sequence[int]) -> str:
    """The last words of `thing` that nothing parts: `jacket` in `now a jacket`."""
    first = len(thing) - 1
    while first and thing[first] - thing[first - 1] == 1:
        first -= 1
    return " ".join(reading.tokens[place].key for place in thing[first:])


def _asking(reading: Reading) -> set[int]:
    """Places of longer phrases that only ask: the `for` of `looking for` adds nothing."""
    found = reading.language.stop.find(reading.tokens)
    return {place for start, stop, _ in found if stop > start + 1 for place in range(start, stop)}


def _says_conditions(change: Change) -> bool:
    return bool(change.reading.constraints or change.reading.sort)


def _says_more(reading: Reading, thing: Sequence[int], previous: Understood) -> bool:
    """Whether words beside the name of the thing are left over (`tents for winter nights`)."""
    told = {*words(previous.text), reading.tokens[thing[-1]].key}
    forms = {form for word in told for form in reading.language.forms(word)}
    return any(word not in forms for word in reading.topic_said())


def _called(kinds: Kinds, said: str, query: str) -> BitMap:
    """The rows of the kind that `said` names; none where it names no kind."""
    kind = kinds.of(said, query) if said else None
    return kind.rows if kind else BitMap()
