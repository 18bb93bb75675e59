"""A customer's words -> what was understood. Owns the order of the stages; each has a file."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from retrieval.fold import words
from retrieval.query.bounds import read_bounds
from retrieval.query.entities import (
    Entity,
    Kind,
    audience_at,
    brand_alias_at,
    brand_at,
    colour_at,
    department_at,
    flag_at,
    size_at,
    widened,
)
from retrieval.query.gazetteers import Gazetteers
from retrieval.query.judge import condition
from retrieval.query.language import Language
from retrieval.query.misspelled import corrected, read_spelling
from retrieval.query.negation import read_negations
from retrieval.query.reading import Mark, Reading
from retrieval.query.soft import read_soft, read_soft_negations
from retrieval.query.things import called_so, head_place, kind_said
from retrieval.query.umbrella import read_umbrella
from retrieval.query.versions import read_versions
from retrieval.query.worded import read_values
from retrieval.values import Constraint, Op, Understood

_FINDERS: tuple[Callable[[Reading, int], Entity | None], ...] = (
    department_at,
    size_at,
    brand_at,
    colour_at,
    flag_at,
    audience_at,
    brand_alias_at,
)


class QueryParser:
    """One language, one catalogue. `parse` never raises, whatever the words."""

    def __init__(self, language: Language, gazetteers: Gazetteers, currency: str) -> None:
        self.language = language
        self.gazetteers = gazetteers
        self.currency = currency
        gazetteers.heads(language)

    def parse(self, query: str) -> Understood:
        """Conditions, sort wish and corrections of `query`; `text` is what ranks."""
        reading = self.read(query)
        return Understood(
            query=query,
            text=corrected_text(reading),
            constraints=tuple(reading.constraints),
            sort=reading.sort,
            corrections=tuple(reading.corrections),
            language=self.language.code,
            kind=kind_said(reading),
            soft=tuple(dict.fromkeys(reading.soft)),
        )

    def open(self, query: str, background: str = "") -> Reading:
        """A reading with nothing read yet; `background` is what was looked for before."""
        return Reading(query, self.language, self.gazetteers, self.currency, background)

    def read(self, query: str) -> Reading:
        """Each stage takes its tokens, so that none is understood twice."""
        reading = self.open(query)
        read_spelling(reading)
        read_wishes(reading)
        read_bounds(reading)
        read_soft_negations(reading)
        read_negations(reading)
        read_names(reading)
        read_values(reading)
        read_versions(reading)
        read_soft(reading)
        read_umbrella(reading)
        return reading


def read_wishes(reading: Reading) -> None:
    """How to sort, and that it must be in stock."""
    _read_sorts(reading)
    for start, stop, word in reading.language.in_stock.find(reading.tokens):
        if reading.free(start, stop):
            words = reading.said(start, stop)
            reading.add(Constraint("in_stock", Op.ANY_OF, (word,), words=words))
            reading.take(start, stop, Mark.OUT)


def _read_sorts(reading: Reading) -> None:
    """The first wish counts, to its end: `sort mugs by price, high to low`."""
    ended = 0
    for start, stop, sort in reading.language.sorts.find(reading.tokens):
        goes_on = all(token.sign for token in reading.tokens[ended:start])
        reading.sort = sort if goes_on else reading.sort or sort
        reading.take(start, stop, Mark.OUT)
        ended = stop
    asking = reading.language.sort_words.find(reading.tokens) if reading.sort else ()
    for start, stop, _ in asking:
        if reading.free(start, stop):
            reading.take(start, stop, Mark.OUT)


def read_names(reading: Reading) -> None:
    """Take the names that are conditions; those of one field are alternatives."""
    found = _names(reading)
    spans = [(place, max(entity.stop for entity in here)) for place, here in found.items()]
    by_field: dict[str, list[Entity]] = {}
    for here in found.values():
        judged = (condition(reading, entity, spans) for entity in here)
        meant = next((entity for entity in judged if entity is not None), None)
        if meant is not None and meant.kind is Kind.COLOUR:
            meant = widened(reading, meant)
        if meant is not None:
            by_field.setdefault(meant.field, []).append(meant)
    for field, entities in by_field.items():
        values = tuple(dict.fromkeys(v for entity in entities for v in entity.values))
        start, stop = entities[0].start, entities[-1].stop
        apart = [reading.said(e.start, e.stop) for e in entities]
        words = reading.said(start, stop) if _alternatives(reading, entities) else ", ".join(apart)
        reading.add(Constraint(field, Op.ANY_OF, values, words=words))
    for entity in (e for entities in by_field.values() for e in entities):
        start = _whole_name(reading, entity)
        dropped = entity.kind in (Kind.SIZE, Kind.DEPARTMENT, Kind.CATEGORY)
        kept = not dropped or start < entity.start
        reading.take(start, entity.stop, Mark.KEPT if kept else Mark.OUT)


def _whole_name(reading: Reading, entity: Entity) -> int:
    """Where what is said begins that ends in a department's bare name: musical instruments."""
    start, stopped = entity.start, reading.stop_places()
    if entity.kind is Kind.DEPARTMENT and not entity.explicit:
        while reading.free(start - 1) and reading.tokens[start - 1].word:
            if start - 1 in stopped or reading.tokens[start - 1].key in reading.language.kind_ends:
                break
            start -= 1
    return start


def _names(reading: Reading) -> dict[int, list[Entity]]:
    """By the place where they begin, the names from left to right that don't overlap: the
    longest first, then in the order of `_FINDERS`."""
    found: dict[int, list[Entity]] = {}
    place = 0
    while place < len(reading.tokens):
        here = [e for find in _FINDERS if (e := find(reading, place)) is not None]
        here = [e for e in here if reading.free(place, e.stop) and not _is_other(reading, e)]
        if here:
            found[place] = sorted(here, key=lambda e: -e.stop)
        place = found[place][0].stop if here else place + 1
    return found


def _is_other(reading: Reading, entity: Entity) -> bool:
    """Whether the name is no wish: what a thing fits, or the thing itself: coffee is a
    brown, gingerbread men are no audience."""
    if entity.kind in (Kind.COLOUR, Kind.AUDIENCE) and not entity.explicit:
        itself = head_place(reading) in range(entity.start, entity.stop)
        may_be = entity.kind is Kind.AUDIENCE or reading.language.is_thing(entity.name)
        return itself and may_be and bool(called_so(reading))
    return _fits_only(reading, entity)


def _fits_only(reading: Reading, entity: Entity) -> bool:
    """Whether a brand is just what the thing must fit: it follows a word such as `for` with only
    plain words between."""
    if entity.kind is not Kind.BRAND:
        return False
    compatible = reading.language.compatible.find(reading.tokens[: entity.start])
    if not compatible:
        return False
    between = reading.tokens[compatible[-1][1] : entity.start]
    return len(between) <= 3 and all(token.word for token in between)


def _alternatives(reading: Reading, entities: list[Entity]) -> bool:
    """Whether nothing but words such as `or` stands between the names."""
    for before, after in pairwise(entities):
        joiner = reading.language.alternatives.at(reading.tokens, before.stop)
        between = reading.tokens[before.stop : after.start]
        if not (joiner and joiner[0] == after.start) and not all(t.sign for t in between):
            return False
    return True


def corrected_text(reading: Reading) -> str:
    """The text for ranking, with the words that were probably meant."""
    text = reading.text()
    said, language = words(text), reading.language
    idle = language.kind_open | language.recipients
    if reading.constraints and set(said) <= idle:
        return ""  # "a gift for my wife under 20" leaves nothing to rank by
    if not language.kind_open.isdisjoint(said) and not set(said) <= idle:
        text = " ".join(word for word in text.split() if not set(words(word)) <= idle)
    return corrected(text, reading.corrections) if reading.corrections else text
