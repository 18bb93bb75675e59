"""What is not wanted: `not black`, `anything but Acme`, `without palm oil`. Owns the reach of a
negation, and that some negations are features (`non-stick`)."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.fold import phrase
from retrieval.query.absence import stated_absence
from retrieval.query.entities import (
    Entity,
    Kind,
    audience_at,
    brand_alias_at,
    brand_at,
    colour_at,
    flag_at,
    size_at,
)
from retrieval.query.judge import denies_flag, is_condition
from retrieval.query.reading import Mark, Reading
from retrieval.query.worded import otherwise
from retrieval.values import Constraint, Op

MAX_WORDS = 3
SHORTEST_PART = 2
SHORTEST_COMPARISON = 2  # `larger than`


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Tokens `start` to `stop`; a named thing, or just words. `without` is the condition by which
    the catalogue states that they don't hold."""

    start: int
    stop: int
    entity: Entity | None = None
    without: Constraint | None = None

    @property
    def field(self) -> str:
        return self.entity.field if self.entity else "text"


def read_negations(reading: Reading) -> None:
    """Take every negation together with what it denies."""
    place = 0
    while place < len(reading.tokens):
        found = reading.language.negators.at(reading.tokens, place)
        after = reading.language.negators_after.at(reading.tokens, place)
        if (
            found is None
            or (after is not None and after[0] > found[0])
            or not reading.free(place, found[0])
            or place in reading.features
            or _is_opposite(reading, place)
            or _is_bound(reading, place, found[0])
        ):
            place = _denied_after(reading, place)
            continue
        items = _reach(reading, place, found[0], whole=found[1] == "phrase")
        if found[1] == "prefix":
            items = [item for item in items if item.field in ("brand", "colour")]
        if not items:
            place = found[0]
            continue
        _deny(reading, place, items)
        place = items[-1].stop


def _is_opposite(reading: Reading, place: int) -> bool:
    """`without scent` is a flag's no, where the catalogue has that flag."""
    found = reading.language.opposites.at(reading.tokens, place)
    return found is not None and found[1] in reading.gazetteers.flags


def _is_bound(reading: Reading, place: int, stop: int) -> bool:
    """`not bigger than a suitcase` compares and denies nothing; `not over-ear` does."""
    bounds = reading.language.bounds
    whole, rest = bounds.at(reading.tokens, place), bounds.at(reading.tokens, stop)
    compares = whole is not None and whole[0] > stop and whole[0] - place > SHORTEST_COMPARISON
    return compares or (rest is not None and rest[0] - stop >= SHORTEST_COMPARISON)


def _reach(reading: Reading, start: int, place: int, *, whole: bool) -> list[Unwanted]:
    """The things denied from `place` on by the negation at `start`. A word (`or`) carries on to
    more of the same kind; a comma does so only where such a word follows later."""
    items: list[Unwanted] = []
    sure = 0
    while (item := _unwanted(reading, start, _skip(reading, place), whole=whole)) is not None:
        if items and item.field != items[0].field:
            break
        items.append(item)
        joiner = reading.language.negation_joiners.at(reading.tokens, item.stop)
        if joiner is not None:
            place, sure = joiner[0], len(items) + 1
        elif item.stop < len(reading.tokens) and reading.tokens[item.stop].key == ",":
            place = item.stop + 1
            after_comma = reading.language.negation_joiners.at(reading.tokens, place)
            if after_comma is not None:
                place, sure = after_comma[0], len(items) + 1
        else:
            break
    return items[: max(1, min(sure, len(items)))] if items else []


def _skip(reading: Reading, place: int) -> int:
    """Past words that say nothing: `not in a ...`, `not from ...`."""
    while (found := reading.language.negation_skipped.at(reading.tokens, place)) is not None:
        if not reading.free(place, found[0]) or _is_hyphened(reading, found[0]):
            break
        place = found[0]
    return place


def _is_hyphened(reading: Reading, place: int) -> bool:
    """Whether the token at `place` goes on with what a hyphen ends: `ear` of `in-ear`."""
    if not 0 < place < len(reading.tokens):
        return False
    return reading.query[reading.tokens[place - 1].end : reading.tokens[place].start] == "-"


def _unwanted(reading: Reading, said: int, place: int, *, whole: bool) -> Unwanted | None:
    if not reading.free(place):
        return None
    for find in _FINDERS:
        entity = find(reading, place)
        if entity is None or not reading.free(place, entity.stop):
            continue
        if find is flag_at and not denies_flag(reading, entity):
            continue
        if find is colour_at and _is_stuff(reading, entity):
            continue
        if find is brand_alias_at and not is_condition(reading, entity, []):
            continue
        return Unwanted(place, entity.stop, entity)
    stop = _words_stop(reading, said, place, whole=whole)
    if stop <= place:
        return None
    part = _part_of_such(reading, place, stop)
    if part is not None:
        return Unwanted(place, stop, part)
    relevant = reading.relevant(reading.topic([(said, stop)]))
    words = phrase(reading.said(place, stop))
    stated = stated_absence(reading, words, relevant, reading.said(said, stop))
    return Unwanted(place, stop, without=stated)


def _part_of_such(reading: Reading, place: int, stop: int) -> Entity | None:
    """`leather pads`, where things state of what their `pads` are."""
    of_what, _, part = phrase(reading.said(place, stop)).rpartition(" ")
    stated = reading.gazetteers.stated
    for name in reading.language.forms(part) if of_what else ():
        if name in stated.texts and stated.saying(name, of_what):
            field = f"attribute:{name}"
            return Entity(Kind.VALUE, place, stop, field, (of_what,), f"{of_what} {part}")
    return None


def _is_stuff(reading: Reading, colour: Entity) -> bool:
    """`without chocolate` is no colour where what is looked for doesn't come in it."""
    is_thing = reading.language.is_thing(colour.name)
    return is_thing and not is_condition(reading, colour, [])


def _bare_size_at(reading: Reading, place: int) -> Entity | None:
    """After `not`, a size of the catalogue needs no word before it if it is short: `not M`."""
    found = reading.gazetteers.size_phrases.at(reading.tokens, place)
    if found is None or len(found[1]) > MAX_WORDS:
        return None
    word = reading.language.size_names.at(reading.tokens, place)
    if word is None and reading.tokens[place].number is None:
        return None
    return size_at(reading, place) or _plain_size(place, *found)


def _plain_size(place: int, stop: int, name: str) -> Entity:
    return Entity(Kind.SIZE, place, stop, "size", (name,), name)


def _words_stop(reading: Reading, said: int, place: int, *, whole: bool) -> int:
    """How far free words reach. After `without` all that belongs together; after `no` just one
    word if the rest is needed to say what is looked for (`no leather shoes`)."""
    stop = place
    while stop < len(reading.tokens) and stop - place < MAX_WORDS and _plain(reading, stop):
        stop += 1
    if stop - place > 1 and not reading.topic([(said, stop)]):
        return stop - 1 if whole else place + 1
    return stop


def _plain(reading: Reading, place: int) -> bool:
    """Whether a token just continues what is denied: no sign, no cue, no small word."""
    tokens, language = reading.tokens, reading.language
    if not reading.free(place) or not tokens[place].word:
        return False
    if _is_hyphened(reading, place) or _is_hyphened(reading, place + 1):
        return True
    tables = (
        language.stop,
        language.negators,
        language.negation_joiners,
        language.compatible,
        language.sorts,
        language.in_stock,
        language.colour_before,
    )
    return not any(table.at(tokens, place) for table in tables)


def _denied_after(reading: Reading, place: int) -> int:
    """`leather not wanted`, `wool-free`: the word before it, or the name, is denied. Returns where
    to go on."""
    found = reading.language.negators_after.at(reading.tokens, place)
    if found is None and _says_without(reading, place):
        found = (place + 1, "after")
    if found is None or place == 0 or not reading.free(place - 1, found[0]):
        return place + 1
    for start in range(max(0, place - MAX_WORDS), place):
        item = _unwanted(reading, start, start, whole=False)
        if item is not None and item.stop == place and (item.entity or start == place - 1):
            _deny(reading, start, [item], stop=found[0])
            break
    return found[0]


def _says_without(reading: Reading, place: int) -> bool:
    """`free` of `wool-free`, where the catalogue calls nothing so but says the word."""
    if place == 0 or place in reading.features or not reading.tokens[place - 1].word:
        return False
    before, after = reading.tokens[place - 1].key, reading.tokens[place].key
    known = reading.gazetteers
    called = f"{before}_{after}" in known.flags or known.said.saying(f"{before} {after}")
    return after in reading.language.absent_after and before in known.vocabulary and not called


def _deny(reading: Reading, start: int, items: list[Unwanted], stop: int | None = None) -> None:
    stop = items[-1].stop if stop is None else stop
    words = reading.said(start, stop)
    by_field: dict[str, dict[str, None]] = {}
    for item in items:
        if item.without is not None:
            reading.add(item.without)
            continue
        values = item.entity.values if item.entity else _forms(reading, item)
        by_field.setdefault(item.field, {}).update(dict.fromkeys(values))
    for field, unwanted in by_field.items():
        worded = field == "text" or field.startswith("attribute:")
        but = otherwise(reading, tuple(unwanted)) if worded else ()
        reading.add(Constraint(field, Op.NONE_OF, tuple(unwanted), words=words, but=but))
    reading.take(start, stop, Mark.OUT)


def _forms(reading: Reading, item: Unwanted) -> tuple[str, ...]:
    """The words as said, and with another ending, in one or in two, where the catalogue writes it
    so: `wifi`, `wi-fi`."""
    said = phrase(reading.said(item.start, item.stop))
    head, _, last = said.rpartition(" ")
    known = [form for form in reading.language.forms(last) if form in reading.gazetteers.vocabulary]
    ended = (f"{head} {form}".strip() for form in known)
    return tuple(dict.fromkeys([said, *ended, *_joined_otherwise(reading, said)]))


def _joined_otherwise(reading: Reading, said: str) -> list[str]:
    written = reading.gazetteers.said
    if " " in said:
        joined = said.replace(" ", "")
        return [joined] if joined in reading.gazetteers.vocabulary else []
    cuts = range(SHORTEST_PART, len(said) - SHORTEST_PART + 1)
    parted = (f"{said[:cut]} {said[cut:]}" for cut in cuts)
    return [two for two in parted if written.saying(two)]


_FINDERS = (
    brand_at,
    colour_at,
    flag_at,
    size_at,
    _bare_size_at,
    audience_at,
    brand_alias_at,
)
