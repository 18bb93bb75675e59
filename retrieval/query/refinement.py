"""A search changed by what is said next: `cheaper`, `in blue`, `forget the price`. Owns how new
conditions meet old ones; the words are read as in any query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from retrieval.fold import phrase, words
from retrieval.query.bounds import read_bounds
from retrieval.query.kinds import kind_said
from retrieval.query.negation import read_negations
from retrieval.query.parser import (
    QueryParser,
    corrected_text,
    read_names,
    read_spelling,
    read_wishes,
)
from retrieval.query.reading import Mark, Reading
from retrieval.values import Constraint, Money, Op, Sort, Understood

MAX_QUERY = 300

_SORTS = {"better_rated": Sort.RATING, "newer": Sort.NEWEST}
_OTHERS = {"other_brands": "brand", "other_colours": "colour"}


def refine(
    parser: QueryParser,
    previous: Understood,
    utterance: str,
    shown_prices: Sequence[Money] = (),
) -> Understood:
    """`previous` as changed by `utterance`; never raises.

    `cheaper` is below the first of `shown_prices`, what the customer looks at; with none shown,
    the cheapest come first. A new condition replaces an old one of its field unless `also` or
    `or` is said; what is dropped leaves the text as well.
    """
    reading = parser.open(utterance, background=previous.text)
    read_spelling(reading)
    dropped = _read_forgotten(reading)
    read_bounds(reading)
    wishes = _read_wishes(reading)
    also = _read_also(reading)
    read_wishes(reading)
    read_negations(reading)
    read_names(reading)

    kept = previous
    if _is_instead(reading, wishes):
        dropped += [c.field for c in previous.constraints if _goes_with_topic(c)]
    for field in dropped:
        kept = drop(kept, field)
    added = [*reading.constraints, *_wished(wishes, kept, shown_prices)]
    changed = _merged(kept, added, also=also)
    return replace(
        changed,
        query=f"{previous.query}, {utterance}"[-MAX_QUERY:],
        text=_text(changed.text, reading, wishes),
        sort=_sort(reading, wishes, shown_prices) or kept.sort,
        kind=_kind(kept.kind, reading, wishes),
        corrections=tuple(dict.fromkeys([*previous.corrections, *reading.corrections])),
    )


def drop(understood: Understood, field: str) -> Understood:
    """`understood` without the constraints on `field`; what they kept in the text goes, too."""
    gone = [c for c in understood.constraints if c.field == field]
    sort = understood.sort
    if field == "price" and sort in (Sort.PRICE_ASC, Sort.PRICE_DESC):
        sort = None
    return replace(
        understood,
        text=_less(understood.text, gone),
        constraints=tuple(c for c in understood.constraints if c.field != field),
        sort=sort,
    )


def _read_forgotten(reading: Reading) -> list[str]:
    """Fields that don't matter any more: `any colour`, `the price doesn't matter`."""
    language, tokens = reading.language, reading.tokens
    dropped: list[str] = []
    for start, stop, field in language.fields.find(tokens):
        before = next(
            (
                at
                for at in range(max(0, start - 6), start)
                if (found := language.forget.at(tokens, at)) and found[0] == start
            ),
            None,
        )
        after = language.forget_after.at(tokens, stop)
        if before is not None and not _denies(reading, before, stop):
            reading.take(before, stop, Mark.OUT)
        elif after is not None:
            reading.take(start, after[0], Mark.OUT)
        else:
            continue
        dropped.append(field)
    return dropped


def _denies(reading: Reading, start: int, stop: int) -> bool:
    """`any colour but red` forgets nothing: a longer phrase begins at the same place."""
    found = reading.language.negators.at(reading.tokens, start)
    return found is not None and found[0] > stop


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


def _beyond(shown: Money, wish: str, said: str, previous: Understood) -> Constraint:
    """A price strictly below or above the one shown; an old bound on the other side stays where
    both can be met."""
    step = -1 if wish == "cheaper" else 1
    limit = float(Money(max(0, shown.amount_minor + step), shown.currency).amount)
    old = next((c for c in previous.constraints if c.field == "price"), None)
    low, high = (old.low, old.high) if old else (None, None)
    if wish == "cheaper":
        return Constraint(
            "price",
            Op.BETWEEN,
            low=low if low is not None and low < limit else None,
            high=limit,
            words=said,
        )
    return Constraint(
        "price",
        Op.BETWEEN,
        low=limit,
        high=high if high is not None and high > limit else None,
        words=said,
    )


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
    return replace(previous, constraints=tuple(kept), text=_less(previous.text, replaced))


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


def _less(text: str, gone: Iterable[Constraint]) -> str:
    """`text` without the words by which positive conditions were said."""
    said = {w for c in gone if c.op is Op.ANY_OF for w in words(c.words)}
    said |= {w for c in gone if c.op is Op.ANY_OF for value in c.values for w in words(value)}
    return " ".join(w for w in text.split() if not set(words(w)) or not set(words(w)) <= said)


def _text(before: str, reading: Reading, wishes: Sequence[tuple[str, str]]) -> str:
    """New words after the old ones; `tents instead` looks for tents."""
    adds = reading.language.list.refine.adds
    extra = [adds[wish] for wish, _ in wishes if wish in adds]
    new = corrected_text(reading)
    if _is_instead(reading, wishes):
        before = ""
    known = {tuple(words(word)) for word in before.split()}
    pieces = [w for w in [*new.split(), *extra] if tuple(words(w)) not in known]
    return " ".join([*before.split(), *pieces])


def _kind(before: str, reading: Reading, wishes: Sequence[tuple[str, str]]) -> str:
    """`tents instead` names another kind; `a tent for four` after tents none that is new."""
    if _is_instead(reading, wishes) or not before:
        return kind_said(reading)
    return before


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
