"""What a query names as the thing looked for, among the words not taken yet, and the products that
it may be about. Owns no conditions; what things are called is `retrieval.query.kinds`'s."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from pyroaring import BitMap

from retrieval.fold import words
from retrieval.query.kinds import LONGEST_NAME, Kinds
from retrieval.query.reading import Mark, Reading

LONGEST_KIND = 80
"""Letters: whatever goes on for longer names no thing."""


def kind_said(reading: Reading) -> str:
    """The words in which `reading` names a thing: those of its first part that says anything
    (`bag` in `a bag for my laptop`), where they name a kind of the catalogue or are a bare name
    and nothing else (`dragon egg`); empty for anything else."""
    parts = [part for part in map(partial(_unmeasured, reading), _parts_said(reading)) if part]
    if not parts:
        return ""
    first = [word for place in parts[0] for word in words(reading.tokens[place].key)]
    if first[-1] in reading.language.kind_open:
        return ""
    known = Kinds(reading.gazetteers, reading.language)
    named = len(parts) == 1 or known.head(first) is not None
    name = " ".join(first) if named and _together(reading, parts[0]) else ""
    return name if len(name) <= LONGEST_KIND else ""


def head_place(reading: Reading) -> int | None:
    """The place of the word that names the thing looked for, among what is not taken yet. Of a
    last word that is no category (`headphones bluetooth`) an earlier one that is goes before."""
    if reading.seen_at == reading.changes:
        return reading.head
    reading.seen_at = reading.changes
    parts = [part for part in _parts_said(reading) if part]
    if not parts:
        reading.head_of, reading.head, reading.called_so = (), None, None
        return None
    part = next((part for part in parts if not _is_open(reading, part)), parts[0])
    if reading.head_of != tuple(part):
        reading.head_of, reading.head = tuple(part), _head_among(reading, part)
        reading.called_so = None
    return reading.head


def _is_open(reading: Reading, part: Sequence[int]) -> bool:
    """A present, a gift: what it is to be may be said later."""
    return all(reading.tokens[place].key in reading.language.kind_open for place in part)


def called_so(reading: Reading) -> BitMap:
    """Rows that are called by the word that names the thing looked for, or by another name that
    ends in that word: a usb stick is a flash drive."""
    place = head_place(reading)
    if place is None:
        return BitMap()
    if reading.called_so is None:
        known = Kinds(reading.gazetteers, reading.language)
        before = [t.key for t in reading.tokens[max(0, place - LONGEST_NAME + 1) : place]]
        reading.called_so = known.called(before, words(reading.tokens[place].key))
    return reading.called_so


def renamed_places(reading: Reading) -> range:
    """The places of the words that are another name of a thing together: `usb stick`."""
    place = head_place(reading)
    if place is None:
        return range(0)
    known = Kinds(reading.gazetteers, reading.language)
    before = [token.key for token in reading.tokens[max(0, place - LONGEST_NAME + 1) : place + 1]]
    return range(place + 1 - known.renamed_words(before), place + 1)


def rows_meant(reading: Reading, topic: Sequence[str]) -> Iterator[BitMap]:
    """What the topic is about, the likeliest first: things that are called so and say its other
    words as well, all that are called so, all that say its words."""
    of_kind = called_so(reading)
    if of_kind:
        head = words(reading.tokens[head_place(reading) or 0].key)
        narrowed = reading.relevant([word for word in topic if word not in head])
        if narrowed is not None and narrowed & of_kind:
            yield narrowed & of_kind
        yield of_kind
    saying = reading.relevant(topic)
    if saying:
        yield saying


def _head_among(reading: Reading, part: Sequence[int]) -> int | None:
    known = Kinds(reading.gazetteers, reading.language)
    named = [place for place in part if not _names_nothing(reading, place)]
    if all(reading.tokens[place].key in reading.gazetteers.brands for place in named):
        named = list(part)
    spoken = [(word, place) for place in named for word in words(reading.tokens[place].key)]
    found = known.head([word for word, _ in spoken])
    if found is None:
        return named[-1]
    last, rows = found
    whole = known.renamed_words([word for word, _ in spoken[: last + 1]]) > 1  # `hard disk`
    if not whole and not known.is_category(spoken[last][0]):
        for word, place in reversed(spoken[:last]):
            brand = word in reading.gazetteers.brands
            if not brand and known.is_said_of(spoken[last][0], word, rows):
                return place
    return spoken[last][1]


def _names_nothing(reading: Reading, place: int) -> bool:
    """A colour, a letter, a part of a code (`i7`), or what belongs to an amount."""
    language, word = reading.language, reading.tokens[place].key
    colour = language.family(word) in language.families and not language.is_thing(word)
    return colour or len(word) == 1 or _is_of_an_amount(reading, place)


def _is_of_an_amount(reading: Reading, place: int) -> bool:
    """`gb` after a number, or glued to one; what is counted (`4 ports`), or measured (`8 gb
    ram`)."""
    language, tokens = reading.language, reading.tokens
    if place in reading.code_places:
        return True
    after_number = place > 0 and tokens[place - 1].number is not None
    if after_number and (language.units.at(tokens, place) or language.counted.at(tokens, place)):
        return True
    measured = tokens[place].key in language.measured_words
    return measured and place > 1 and _is_of_an_amount(reading, place - 1)


def _unmeasured(reading: Reading, part: list[int]) -> list[int]:
    """`part` without the units of what couldn't be measured: no `gb` names a thing,
    unless nothing else is said."""
    return [place for place in part if not _is_of_an_amount(reading, place)] or part


def _parts_said(reading: Reading) -> Iterator[list[int]]:
    """The places of the words that say something, part by part."""
    part: list[int] = []
    stopped = reading.stop_places()
    for place, token in enumerate(reading.tokens):
        if _ends_a_name(reading, place):
            held = token.key in reading.language.kind_holding
            if not (held and all(_contains(reading, at) for at in part)):
                yield part
            part = []
        elif reading.marks[place] is Mark.FREE and place not in stopped and token.word:
            part.append(place)
    yield part


def _ends_a_name(reading: Reading, place: int) -> bool:
    """What goes on within a saying ends none: `not` of `forget me not`."""
    if reading.tokens[place].key not in reading.language.kind_ends or _links(reading, place):
        return False
    return not {place - 1, place, place + 1} <= reading.sayings


def _contains(reading: Reading, place: int) -> bool:
    """`set`: what is looked for is what it holds."""
    return reading.tokens[place].key in reading.language.kind_containers


def _links(reading: Reading, place: int) -> bool:
    """`to` of `usb-c to hdmi adapter`, where titles say it between the same two words."""
    if reading.tokens[place].key not in reading.language.kind_links or not place:
        return False
    beside = reading.tokens[place - 1 : place + 2]
    said = " ".join(token.key for token in beside)
    return len(beside) > 2 and bool(reading.gazetteers.said.titled(said))


def _together(reading: Reading, places: Sequence[int]) -> bool:
    """Whether no stop word parts them: `keep it warm` is no name."""
    between = set(range(places[0], places[-1])) - set(places)
    parting = between & reading.stop_places()
    return all(_links(reading, place) for place in parting)
