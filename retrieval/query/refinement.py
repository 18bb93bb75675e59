"""A search changed by what is said next: `cheaper`, `in blue`, `forget the price`. Owns how new
conditions meet old ones; the words are read as in any query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from retrieval.fold import phrase, words
from retrieval.query.bounds import read_bounds
from retrieval.query.forgetting import Forgotten, less, read_forgotten
from retrieval.query.misspelled import read_spelling
from retrieval.query.negation import read_negations
from retrieval.query.ones import read_ones
from retrieval.query.parser import (
    QueryParser,
    corrected_text,
    read_names,
    read_wishes,
)
from retrieval.query.reading import Mark, Reading
from retrieval.query.soft import read_soft, read_soft_negations
from retrieval.query.surpassing import surpassing
from retrieval.query.things import kind_said
from retrieval.query.worded import read_values
from retrieval.values import Constraint, Money, Op, Product, Sort, Understood

MAX_QUERY = 300

_SORTS = {"better_rated": Sort.RATING, "newer": Sort.NEWEST}
_OTHERS = {"other_brands": "brand", "other_colours": "colour"}


@dataclass(frozen=True, slots=True)
class Change:
    """What an utterance says of the search before it. `wishes` are about what was shown, each with
    the words it was said in; `also`: beside what was wanted, not in its place; `points`: it speaks
    of the things shown (`the red ones`)."""

    reading: Reading
    forgotten: Forgotten
    wishes: tuple[tuple[str, str], ...]
    also: bool
    points: bool


def refine(
    parser: QueryParser,
    previous: Understood,
    utterance: str,
    shown_prices: Sequence[Money] = (),
    shown: Sequence[Product] = (),
) -> Understood:
    """`previous` as changed by `utterance`; never raises.

    `cheaper` is below the first of `shown_prices`, what the customer looks at; with none shown,
    the cheapest come first. `lighter` is below the weight of the first of `shown` that states one.
    A new condition replaces an old one of its field unless `also` or
    `or` is said; what is dropped leaves the text as well.
    """
    change = read_change(parser, previous, utterance)
    reading, wishes = change.reading, change.wishes
    kept = change.forgotten.from_(previous)
    if _is_instead(reading, wishes):
        kept = Forgotten(constraints=tuple(filter(_goes_with_topic, kept.constraints))).from_(kept)
    surpassed = surpassing(wishes, shown, reading.language)
    added = [*reading.constraints, *_wished(wishes, kept, shown_prices), *surpassed.values()]
    changed = _merged(kept, added, also=change.also)
    return replace(
        changed,
        query=f"{previous.query}, {utterance}"[-MAX_QUERY:],
        text=_text(changed.text, reading, [one for one in wishes if one[0] not in surpassed]),
        sort=_sort(reading, wishes, shown_prices) or kept.sort,
        kind=_kind(kept.kind, reading, wishes),
        like="" if _is_instead(reading, wishes) else kept.like,
        soft=tuple(dict.fromkeys([*kept.soft, *reading.soft])),
        corrections=tuple(dict.fromkeys([*previous.corrections, *reading.corrections])),
    )


def read_change(parser: QueryParser, previous: Understood, utterance: str) -> Change:
    """Each stage takes its tokens; what is left over says what else is looked for."""
    reading = parser.open(utterance, background=previous.text)
    read_spelling(reading)
    forgotten = read_forgotten(reading, previous)
    read_bounds(reading)
    wishes = tuple(_read_wishes(reading))
    also = _read_also(reading)
    read_wishes(reading)
    read_soft_negations(reading)
    read_negations(reading)
    read_names(reading)
    read_values(reading)
    read_soft(reading)
    if not wishes and not forgotten:
        read_ones(reading, previous)
    return Change(reading, forgotten, wishes, also, _read_points(reading))


def _read_wishes(reading: Reading) -> list[tuple[str, str]]:
    """Wishes about what was shown, each with the words it was said in."""
    wishes: list[tuple[str, str]] = []
    for start, stop, wish in reading.language.refine.find(reading.tokens):
        if reading.free(start, stop):
            wishes.append((wish, reading.said(start, stop)))
            reading.take(start, stop, Mark.OUT)
    return wishes


def _read_also(reading: Reading) -> bool:
    """Whether something is wanted beside what was wanted; `or` between two new names is not."""
    found = reading.language.also.find(reading.tokens)
    at_edge = [
        (start, stop)
        for start, stop, _ in found
        if (start == 0 or stop == len(reading.tokens)) and reading.free(start, stop)
    ]
    for start, stop in at_edge:
        reading.take(start, stop, Mark.OUT)
    return bool(at_edge)


def _read_points(reading: Reading) -> bool:
    """Words for what was shown name nothing that could be looked for."""
    found = [
        (start, stop)
        for start, stop, _ in reading.language.points.find(reading.tokens)
        if reading.free(start, stop)
    ]
    for start, stop in found:
        reading.take(start, stop, Mark.OUT)
    return bool(found)


def _wished(
    wishes: Iterable[tuple[str, str]], previous: Understood, shown_prices: Sequence[Money]
) -> Iterable[Constraint]:
    for wish, said in wishes:
        if wish in ("cheaper", "dearer") and shown_prices:
            yield _beyond(shown_prices[0], wish, said, previous)
        elif wish in _OTHERS:
            field = _OTHERS[wish]
            for c in previous.constraints:
                if c.field == field and c.op is Op.ANY_OF:
                    yield Constraint(field, Op.NONE_OF, c.values, words=said)


A_BIT_MORE = 2.0
"""So many times what was shown, for whom a sum was named "about": a present for about 30 that may
be fancier is none for 290."""


def _beyond(shown: Money, wish: str, said: str, previous: Understood) -> Constraint:
    """A price strictly below or above the one shown; an old bound on the other side stays where
    both can be met and the customer named it: `around 50` named none."""
    limit = float(shown.amount)
    old = next(
        (c for c in previous.constraints if c.field == "price" and not c.around),
        Constraint("price", Op.BETWEEN),
    )
    bound = Constraint("price", Op.BETWEEN, words=said)
    if wish == "cheaper":
        if old.low is not None and old.low < limit:
            bound = replace(bound, low=old.low, open_low=old.open_low)
        return replace(bound, high=limit, open_high=True)
    if old.high is not None and old.high > limit:
        bound = replace(bound, high=old.high, open_high=old.open_high)
    elif any(c.field == "price" and c.around for c in previous.constraints):
        bound = replace(bound, high=float(round(limit * A_BIT_MORE)))
    return replace(bound, low=limit, open_low=True)


def _merged(previous: Understood, added: Sequence[Constraint], *, also: bool) -> Understood:
    """Old conditions as the new ones leave them, then the new ones."""
    kept = list(previous.constraints)
    replaced: list[Constraint] = []
    for new in added:
        same = [c for c in kept if c.field == new.field]
        for old in same:
            merged = _meet(old, new, also=also)
            if merged is old:
                continue
            kept.remove(old)
            if old.op is Op.ANY_OF and not also:
                replaced.append(old)
            if merged is not None and merged.op is new.op:
                new = merged
            elif merged is not None:
                kept.append(merged)
        kept.append(new)
    return replace(previous, constraints=tuple(kept), text=less(previous.text, replaced))


def _meet(old: Constraint, new: Constraint, *, also: bool) -> Constraint | None:
    """What an old condition and a new one of the same field make together: the old one itself
    where they don't touch, None where the new one takes its place."""
    if old.op is Op.BETWEEN or new.op is Op.BETWEEN:
        return None if old.op is new.op else old
    if old.op is new.op:
        if new.op is Op.ANY_OF and not also:
            return None
        values = tuple(dict.fromkeys([*old.values, *new.values]))
        return replace(new, values=values, words=f"{old.words}, {new.words}".strip(", "))
    left = tuple(v for v in old.values if phrase(v) not in set(map(phrase, new.values)))
    if len(left) == len(old.values):
        return old
    return replace(old, values=left) if left else None


def _text(before: str, reading: Reading, wishes: Sequence[tuple[str, str]]) -> str:
    """New words after the old ones, each once in whatever number it is said; `tents instead`
    looks for tents."""
    adds = reading.language.list.refine.adds
    extra = [adds[wish] for wish, _ in wishes if wish in adds]
    new = corrected_text(reading)
    if _is_instead(reading, wishes):
        before = ""
    known = {form for word in words(before) for form in reading.language.forms(word)}
    pieces = [w for w in [*new.split(), *extra] if not set(words(w)) <= known]
    return " ".join([*before.split(), *pieces])


def _kind(before: str, reading: Reading, wishes: Sequence[tuple[str, str]]) -> str:
    """`tents instead` names another kind, `rain jackets` after jackets a narrower one; `a jacket
    for four` and `red jackets` none that is new."""
    said = kind_said(reading)
    if _is_instead(reading, wishes) or not before:
        return said
    forms = [set(reading.language.forms(word)) for word in words(said)]
    old = set(words(before))
    narrower = forms and all(any(word in form for form in forms) for word in old)
    return said if narrower and any(not form & old for form in forms) else before


def _is_instead(reading: Reading, wishes: Sequence[tuple[str, str]]) -> bool:
    """`tents instead`: another thing is looked for, not another colour of the same."""
    return bool(reading.topic_said()) and any(wish == "instead" for wish, _ in wishes)


def _goes_with_topic(constraint: Constraint) -> bool:
    """Sizes and attributes are of the thing that was looked for; money and colour are not."""
    return constraint.field == "size" or constraint.field.startswith("attribute:")


def _sort(
    reading: Reading, wishes: Sequence[tuple[str, str]], shown_prices: Sequence[Money]
) -> Sort | None:
    for wish, _ in wishes:
        if wish in _SORTS:
            return _SORTS[wish]
        if not shown_prices and wish in ("cheaper", "dearer"):
            return Sort.PRICE_ASC if wish == "cheaper" else Sort.PRICE_DESC
    return reading.sort
