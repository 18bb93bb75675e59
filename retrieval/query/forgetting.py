"""What of a search is given up by words: `forget the price`, `it needn't be waterproof`. Owns both
ways: reading such words, and saying them for a condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from retrieval.fold import phrase, words
from retrieval.query.language import Language
from retrieval.query.reading import Mark, Reading
from retrieval.query.tokens import keys
from retrieval.values import Constraint, Op, Sort, Understood

SORT = "sort"
_FARTHEST = 6


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What doesn't matter any more: all conditions on `fields`, these `constraints`, and these
    `words` of what was looked for."""

    fields: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    words: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.fields or self.constraints or self.words)

    def from_(self, understood: Understood) -> Understood:
        """`understood` without them."""
        for field in self.fields:
            understood = drop(understood, field)
        left = [w for w in understood.text.split() if not set(words(w)) & self.words]
        if self.words:
            understood = replace(understood, text=" ".join(left))
        return _without(understood, self.constraints)


def drop(understood: Understood, field: str) -> Understood:
    """`understood` without the constraints on `field`; what they kept in the text goes, too."""
    sort = understood.sort
    if field == SORT or (field == "price" and sort in (Sort.PRICE_ASC, Sort.PRICE_DESC)):
        sort = None
    gone = tuple(c for c in understood.constraints if c.field == field)
    return replace(_without(understood, gone), sort=sort)


def less(text: str, gone: tuple[Constraint, ...] | list[Constraint]) -> str:
    """`text` without the words by which positive conditions were said."""
    said = {w for c in gone if c.op is Op.ANY_OF for w in words(c.words)}
    said |= {w for c in gone if c.op is Op.ANY_OF for value in c.values for w in words(value)}
    return " ".join(w for w in text.split() if not set(words(w)) or not set(words(w)) <= said)


def read_forgotten(reading: Reading, previous: Understood) -> Forgotten:
    """Fields that don't matter any more (`any colour`), and conditions named by their own words,
    which must be the last that is said (`forget waterproof`)."""
    fields: list[str] = []
    for start, stop, field in reading.language.fields.find(reading.tokens):
        if _is_forgotten(reading, start, stop):
            fields.append(field)
    constraints = []
    for constraint in previous.constraints:
        for start, stop in _named(reading, constraint):
            if reading.free(start, stop) and _is_forgotten(reading, start, stop, last=True):
                constraints.append(constraint)
                break
    said = () if fields or constraints else _words_given_up(reading, previous)
    return Forgotten(tuple(fields), tuple(constraints), frozenset(said))


def _words_given_up(reading: Reading, previous: Understood) -> Iterator[str]:
    """Words of the text that are no condition and not the thing itself: `forget the beach`."""
    found = reading.language.forget.at(reading.tokens, 0)
    spoken = set(words(previous.text)) - set(words(previous.kind))
    rest = [token for token in reading.tokens[found[0] :] if token.word] if found else []
    denied = reading.language.negators.at(reading.tokens, 0) is not None
    if denied or not rest or not all(token.key in spoken for token in rest):
        return
    yield from (token.key for token in rest)
    reading.take(0, len(reading.tokens), Mark.OUT)


def forgetting(understood: Understood, constraint: Constraint, language: Language) -> str:
    """What a customer would say to be rid of `constraint`, one of `understood`'s; empty where the
    language has no words for it."""
    offer = language.list.offer
    alone = sum(c.field == constraint.field for c in understood.constraints) == 1
    named = language.list.refine.fields.get(constraint.field)
    if alone and named and offer.forget_field:
        return offer.forget_field.format(named[0])
    said = constraint.words or ", ".join(constraint.values)
    return offer.forget.format(said) if said and offer.forget else ""


def forgetting_sort(language: Language) -> str:
    named, offer = language.list.refine.fields.get(SORT), language.list.offer
    return offer.forget_field.format(named[0]) if named and offer.forget_field else ""


def _without(understood: Understood, gone: tuple[Constraint, ...]) -> Understood:
    kept = tuple(c for c in understood.constraints if c not in gone)
    return replace(understood, text=less(understood.text, gone), constraints=kept)


def _is_forgotten(reading: Reading, start: int, stop: int, *, last: bool = False) -> bool:
    """Whether words of giving up stand before or after these tokens; takes them all if so."""
    language, tokens = reading.language, reading.tokens
    before = next(
        (
            at
            for at in range(max(0, start - _FARTHEST), start)
            if (found := language.forget.at(tokens, at)) and found[0] == start
        ),
        None,
    )
    after = language.forget_after.at(tokens, stop)
    if before is not None and not _denies(reading, before, start if last else stop):
        if last and not all(token.sign for token in tokens[stop:]):
            return False
        reading.take(before, stop, Mark.OUT)
        return True
    if after is not None or _goes_with_last(reading, start):
        reading.take(start, after[0] if after else stop, Mark.OUT)
        return True
    return False


def _goes_with_last(reading: Reading, start: int) -> bool:
    """Whether it is named beside what is already given up: `forget the price and the colour`."""
    between = start - 1
    while between >= 0 and reading.free(between) and between in reading.stop_places():
        between -= 1
    joined = any(t.key in reading.language.kind_joiners for t in reading.tokens[between:start])
    return joined and between >= 0 and reading.marks[between] is Mark.OUT


def _denies(reading: Reading, start: int, stop: int) -> bool:
    """`any colour but red` forgets nothing: a longer phrase begins at the same place. Nor does
    `without the hood`, where the hood is not the name of a field."""
    found = reading.language.negators.at(reading.tokens, start)
    if found is None:
        return False
    named = any(at == found[0] for at, _, _ in reading.language.fields.find(reading.tokens))
    return found[0] > stop or (found[0] >= stop - 1 and not named and stop > start + 1)


def _named(reading: Reading, constraint: Constraint) -> Iterator[tuple[int, int]]:
    """Where the condition is called by its words, its one value or its attribute's name."""
    names = [constraint.words]
    if len(constraint.values) == 1:
        names.append(constraint.values[0])
    if constraint.field.startswith("attribute:"):
        names.append(constraint.field.removeprefix("attribute:").replace("_", " "))
    spoken = [(place, t.key) for place, t in enumerate(reading.tokens) if not t.sign]
    for name in dict.fromkeys(phrase(one) for one in names if one):
        wanted = list(keys(name))
        for at in range(len(spoken) - len(wanted) + 1):
            if wanted and [key for _, key in spoken[at : at + len(wanted)]] == wanted:
                yield spoken[at][0], spoken[at + len(wanted) - 1][0] + 1
