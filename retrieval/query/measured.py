"""Which attribute of the catalogue a number with a unit, or a count, is about. Owns no numbers."""

from __future__ import annotations

from retrieval.query.amounts import Bound
from retrieval.query.reading import Reading
from retrieval.units import convert, kind

# A measure counts as an attribute of what is looked for when this share of it states it.
MIN_SHARE = 0.15


def counted_attribute(reading: Reading, bound: Bound) -> str | None:
    """The attribute that counts such things: `pages`."""
    counted = bound.amount.counted
    forms = [*reading.language.forms(counted), *reading.language.counting.get(counted, ())]
    relevant = reading.relevant(topic_of(reading, bound.start, bound.stop))
    for (name, _), numbers in reading.gazetteers.measure_names(""):
        stating = numbers.rows & relevant if relevant is not None else numbers.rows
        if stating and set(forms) & set(name.split("_")):
            return name
    return None


def measured_attribute(reading: Reading, bound: Bound) -> str | None:
    """The measure in such a unit that most of what is looked for states; one that the query
    names comes first."""
    topic = topic_of(reading, bound.start, bound.stop)
    relevant = reading.relevant(topic)
    if relevant is None and topic:
        return None
    best, best_score = None, 0.0
    for (name, unit), numbers in reading.gazetteers.measure_names(kind(bound.amount.unit)):
        stating = numbers.rows & relevant if relevant is not None else numbers.rows
        share = len(stating) / len(relevant if relevant is not None else reading.gazetteers)
        named = sum(word in topic for word in name.split("_"))
        if not stating or (share < MIN_SHARE and not named):
            continue
        same_unit = unit == bound.amount.unit.casefold()
        spread = len(numbers) / (len(reading.gazetteers) + 1)
        usual = _usual(bound, unit, numbers.span(relevant))
        score = 2 * named + usual + same_unit + share + spread / 10
        if score > best_score:
            best, best_score = name, score
    return best


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
