"""A message read by everything that reads: patterns, mentions, and the search's understanding of
what is left. Owns who reads what first, and making one list of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from actions.entities.entity import Entity
from actions.entities.goods import Goods, longest
from actions.entities.wanted import Wanted
from actions.mentions import Found, MentionReader
from retrieval.fold import fold
from retrieval.query import Language
from retrieval.values import Understood

KINDS = {
    "order_id": "order_number",
    "email": "email",
    "postcode": "postcode",
    "name": "name",
    "date": "date",
    "city": "city",
    "quantity": "quantity",
    "ordinal": "ordinal",
}
LEFT_IN = frozenset({"amount", "quantity", "ordinal"})
"""Kinds that the search reads again: a sum is part of a price."""
BESIDE = 3
"""How far a postcode stands from a name or a town at most."""
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")

Span = tuple[int, int]


class EntityReader:
    def __init__(
        self,
        mentions: MentionReader,
        understand: Callable[[str], Understood],
        goods: Goods,
        language: Language,
    ) -> None:
        self._mentions, self._understand, self._goods = mentions, understand, goods
        self._wanted = Wanted(language, frozenset(goods.colours))

    def read(
        self,
        text: str,
        *,
        today: date,
        asked: frozenset[str] = frozenset(),
        patterns: Sequence[Entity] = (),
    ) -> tuple[Entity, ...]:
        """`patterns` are the entities that Rasa found; one that mentions take for something else
        is none, and so is a mention that is a brand's name."""
        brands = self._brands(text)
        said = self._mentions.read(text, today=today, asked=asked)
        spans = [one for one in said.spans if not _overlaps((one.start, one.end), brands)]
        spans = _decided(spans, asked)
        found = [_entity(one) for one in spans if one.kind in KINDS]
        taken = [(one.start, one.end) for one in spans if one.kind not in LEFT_IN]
        found += [one for one in patterns if not _overlaps((one.start, one.end), taken)]
        rest = _without(text, [*taken, *((one.start, one.end) for one in patterns)])
        understood = self._understand(rest)
        goods = self._named(rest, understood, brands)
        titles = [(one.start, one.end) for one in goods]
        wanted = self._wanted.entities(rest, understood, spans, titles)
        return _in_order([*found, *wanted, *goods])

    def _brands(self, text: str) -> list[Span]:
        places = list(_WORD.finditer(text))
        said = [fold(match[0]) for match in places]
        found = []
        for place, match in enumerate(places):
            end = longest(said, place, self._goods.brands)
            if end is not None:
                found.append((match.start(), places[end - 1].end()))
        return found

    def _named(self, text: str, understood: Understood, taken: Sequence[Span]) -> list[Entity]:
        meant = {
            fold(one.said): self._goods.corrected(fold(one.said), fold(one.meant))
            for one in understood.corrections
        }
        flags = {
            word
            for one in understood.constraints
            if one.field.startswith("attribute:")
            for word in fold(one.words).split()
        }
        places = list(_WORD.finditer(text))
        words = [meant.get(fold(match[0]), fold(match[0])) for match in places]
        found = []
        for start, end in self._goods.find(words):
            if words[start] in flags and end - start > 1 and not self._goods.has(words[start:end]):
                start += 1
            span = (places[start].start(), places[end - 1].end())
            if not _overlaps(span, taken):
                found.append(Entity("product", self._goods.called(words[start:end]), *span))
        return found


def _entity(found: Found) -> Entity:
    return Entity(KINDS[found.kind], str(found.value), found.start, found.end)


def _decided(spans: Sequence[Found], asked: frozenset[str]) -> list[Found]:
    """What may be a postcode or an order's number is the first where one was asked for, or where a
    name or a town stands beside it."""
    codes = [one for one in spans if one.kind == "postcode"]
    numbers = {(one.start, one.end) for one in spans if one.kind == "order_id"}
    beside = [one for one in spans if one.kind in ("name", "city")]
    dropped: list[Found] = []
    for code in codes:
        span = (code.start, code.end)
        if span not in numbers:
            continue
        is_code = "postcode" in asked or any(_near(code, other) for other in beside)
        kind = "order_id" if is_code else "postcode"
        dropped += [one for one in spans if one.kind == kind and (one.start, one.end) == span]
    return [one for one in spans if one not in dropped]


def _near(code: Found, other: Found) -> bool:
    return 0 <= code.start - other.end <= BESIDE or 0 <= other.start - code.end <= BESIDE


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _without(text: str, spans: Sequence[Span]) -> str:
    """As long as before, so that places stay; a comma stands where something was."""
    for start, end in spans:
        text = text[:start] + ",".ljust(end - start) + text[end:] if end > start else text
    return text


def _in_order(found: Sequence[Entity]) -> tuple[Entity, ...]:
    unique = {(one.kind, one.value): one for one in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda one: (one.start, one.end)))
