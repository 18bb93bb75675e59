"""Which attribute of the catalogue a number with a unit, or a count, is about. Owns no numbers."""

from __future__ import annotations

from itertools import chain

from pyroaring import BitMap

from retrieval.query.amounts import Bound
from retrieval.query.gazetteers import Rows
from retrieval.query.named_counts import named_after
from retrieval.query.reading import Reading
from retrieval.query.things import head_place, rows_meant
from retrieval.query.unitless import unitless
from retrieval.query.witnessed import witnessed
from retrieval.units import convert, kind

# A measure counts as an attribute of what is looked for when this share of it states it.
MIN_SHARE = 0.15
# A number said is within so much of itself of the one that was meant.
SLACK = 0.02


def counted_attribute(reading: Reading, bound: Bound) -> str | None:
    """The attribute that counts such things: `pages`; one that says for how many people it is."""
    counted = bound.amount.counted
    relevant = reading.relevant(topic_of(reading, bound.start, bound.stop))
    names = [*reading.language.forms(counted), *reading.language.counting.get(counted, ())]
    head = head_place(reading) if counted in reading.language.kind_containers else None
    if head is not None:  # the labels in a pack of labels
        names += reading.language.forms(reading.tokens[head].key)
    for name in names:
        stating = reading.stating(name)
        if relevant is None and stating:
            return name
        if relevant is not None and len(stating & relevant) >= MIN_SHARE * len(relevant):
            return name
    return _told_by_names(reading, bound) or _named_after(reading, bound)


def _named_after(reading: Reading, bound: Bound) -> str | None:
    """The attribute that is named after what is counted, or that is called so: cups, tog."""
    word, value = bound.amount.counted, bound.amount.value
    called = reading.language.list.measures.called.items()
    other = next((name for name, words in called if word in words), None)
    for rows in rows_meant(reading, topic_of(reading, bound.start, bound.stop)):
        if other is not None and len(reading.stating(other) & rows) >= MIN_SHARE * len(rows):
            return other
        found = named_after(reading, word, value, rows)
        if found is not None and (bound.low != bound.high or _is_had(reading, found, value)):
            return found
    return None


def _is_had(reading: Reading, name: str, value: float) -> bool:
    """Whether anything has just so many."""
    known = reading.gazetteers
    if name in known.stated.texts and f"{value:g}" in known.stated.texts[name]:
        return True
    every = chain.from_iterable(by_name.items() for by_name in known.measures.values())
    named = (numbers for (one, _), numbers in every if one == name)
    return any(bool((numbers.among(numbers.rows) == value).any()) for numbers in named)


def measured_attribute(reading: Reading, bound: Bound, *, usual: bool = False) -> str | None:
    """The measure in such a unit that most of what is looked for states; one that the query
    names comes first. `usual`: only one of which such things have about so much."""
    topic = topic_of(reading, bound.start, bound.stop)
    unusual = None
    for rows in rows_meant(reading, topic) if topic else (None,):
        name = _measured(reading, bound, topic, rows)
        if name is None:
            continue
        if not rows or _is_usual(reading, bound, name, rows):
            return name
        unusual = unusual or name
    return _told_by_names(reading, bound) or (None if usual else unusual)


def _told_by_names(reading: Reading, bound: Bound) -> str | None:
    """The attribute that states the number and not of what, as names do, or as its own name
    tells."""
    topic = topic_of(reading, bound.start, bound.stop)
    meant = list(rows_meant(reading, topic))
    told = [witnessed(reading, bound.amount, rows) for rows in meant]
    if bound.amount.unit:
        told += [unitless(reading, bound.amount, rows) for rows in meant]
    return next((name for name in told if name is not None), None)


def _measured(
    reading: Reading, bound: Bound, topic: list[str], relevant: BitMap | None
) -> str | None:
    best, best_score = None, 0.0
    never = set(reading.language.list.measures.never)
    for (name, unit), numbers in reading.gazetteers.measure_names(kind(bound.amount.unit)):
        stating = numbers.rows & relevant if relevant is not None else numbers.rows
        share = len(stating) / len(relevant if relevant is not None else reading.gazetteers)
        named = _named(reading, bound, name, topic)
        if not never.isdisjoint(name.split("_")) and not named:
            continue
        if not stating or (share < MIN_SHARE and not named):
            continue
        same_unit = unit == bound.amount.unit.casefold()
        spread = len(numbers) / (len(reading.gazetteers) + 1)
        usual = _usual(bound, unit, numbers.span(relevant))
        score = 2 * named + usual + same_unit + share + spread / 10
        if score > best_score:
            best, best_score = name, score
    return best


def _named(reading: Reading, bound: Bound, name: str, topic: list[str]) -> float:
    """How clearly the query names the attribute: beside the amount, or anywhere."""
    said = set(topic)
    words = [*name.split("_"), *reading.language.list.measures.called.get(name, ())]
    beside = {t.key for t in reading.tokens[bound.stop : bound.stop + 2]}
    beside |= {t.key for t in reading.tokens[max(0, bound.start - 2) : bound.start]}
    named = sum(word in said for word in name.split("_"))
    return max(named, any(set(word.split()) <= said for word in words)) + any(
        set(word.split()) <= beside for word in words
    )


def _is_usual(reading: Reading, bound: Bound, name: str, rows: Rows) -> bool:
    """Whether such things have about that much of it: between the least and the most that any of
    them states."""
    for (known, unit), numbers in reading.gazetteers.measure_names(kind(bound.amount.unit)):
        if known != name or not numbers.rows & rows:
            continue
        ends = (
            convert(n, bound.amount.unit, unit) for n in (bound.low, bound.high) if n is not None
        )
        said = [end for end in ends if end is not None]
        least, most = numbers.span(rows & numbers.rows)
        if said and min(said) <= most and least <= max(said):
            return True
    return False


def topic_of(reading: Reading, start: int, stop: int) -> list[str]:
    """The topic without its colours: many things are red, and a red tent is a tent."""
    language = reading.language
    return [
        word
        for word in reading.topic([(start, stop)])
        if language.family(word) not in language.families or language.is_thing(word)
    ]


def _usual(bound: Bound, unit: str, span: tuple[float, float]) -> bool:
    """Whether the number said is one that such things have: 16 GB is a laptop's memory, not its
    storage."""
    said = convert(bound.amount.value, bound.amount.unit, unit)
    return said is not None and span[0] <= said <= span[1]
