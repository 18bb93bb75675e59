"""Errors in figures: digits, dates, currencies, units, counts, and what was swapped."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

from babel.dates import format_date, format_skeleton

from llm.plan import Fact
from llm.tampering.draw import Draw
from llm.tampering.sample import Sample, count, swap

_SIGNS = {"€": "$£", "$": "€£", "£": "€$"}
_MONTHS = 12
_UNIT = re.compile(r"^(\d[\d.,]*\s?)([^\W\d]+)$")


def changed_digit(draw: Draw) -> str | None:
    facts = [f for f in draw.sample.said if re.search(r"\d", f.text) and f.source != "query"]
    facts = [fact for fact in facts if fact.slot not in ("quote", "heading")]
    if not facts:
        return None
    fact = draw.rng.choice(facts)
    places = [place for place, c in enumerate(fact.text) if c.isdigit()]
    place = draw.rng.choice(places)
    digit = draw.rng.choice([d for d in "0123456789" if d != fact.text[place]])
    return draw.sample.put(fact, fact.text[:place] + digit + fact.text[place + 1 :])


def off_by_one_date(draw: Draw) -> str | None:
    fact, day = _dated(draw.sample, draw.rng)
    if fact is None or day is None:
        return None
    return draw.sample.put(
        fact, _written(fact, day + timedelta(days=draw.rng.choice([-1, 1])), draw.sample)
    )


def other_month(draw: Draw) -> str | None:
    fact, day = _dated(draw.sample, draw.rng)
    if fact is None or day is None:
        return None
    month = (day.month - 1 + draw.rng.randint(1, _MONTHS - 1)) % _MONTHS + 1
    return draw.sample.put(
        fact, _written(fact, day.replace(month=month, day=min(day.day, 28)), draw.sample)
    )


def _dated(sample: Sample, rng: random.Random) -> tuple[Fact | None, date | None]:
    facts = [f for f in sample.said if re.fullmatch(r"\d{4}-\d\d-\d\d", str(f.value))]
    if not facts:
        return None, None
    fact = rng.choice(facts)
    return fact, date.fromisoformat(fact.value)


def _written(fact: Fact, day: date, sample: Sample) -> str:
    if str(day.year) in fact.text or str(date.fromisoformat(fact.value).year) in fact.text:
        return str(format_date(day, "long", locale=sample.plan.locale))
    return str(format_skeleton("MMMMd", day, locale=sample.plan.locale))


def other_currency(draw: Draw) -> str | None:
    facts = [f for f in draw.sample.said if isinstance(f.value, dict) and f.text[:1] in _SIGNS]
    if not facts:
        return None
    fact = draw.rng.choice(facts)
    return draw.sample.put(fact, draw.rng.choice(_SIGNS[fact.text[0]]) + fact.text[1:])


def changed_unit(draw: Draw) -> str | None:
    found = [
        (f, m)
        for f in draw.sample.said
        if (m := _UNIT.match(f.text)) and m.group(2) in draw.words.units
    ]
    if not found:
        return None
    fact, match = draw.rng.choice(found)
    return draw.sample.put(fact, match.group(1) + draw.words.units[match.group(2)])


def count_off_by_one(draw: Draw) -> str | None:
    facts = draw.sample.of("count", "rating_count")
    if not facts:
        return None
    fact = draw.rng.choice(facts)
    number = fact.value + draw.rng.choice([-1, 1])
    return draw.sample.put(fact, fact.text.replace(f"{fact.value:,}", f"{number:,}", 1))


def changed_rating(draw: Draw) -> str | None:
    facts = draw.sample.of("rating")
    if not facts:
        return None
    fact = draw.rng.choice(facts)
    rating = round(
        min(5.0, max(1.0, fact.value + draw.rng.choice([-0.5, -0.2, -0.1, 0.1, 0.3]))), 1
    )
    return draw.sample.put(fact, re.sub(r"[\d.]+", f"{rating:g}", fact.text, count=1))


def swapped(sample: Sample, one: Fact, other: Fact) -> str | None:
    """Two facts in each other's place; None where nothing false comes of it."""
    if one.text == other.text or one.text in other.text or other.text in one.text:
        return None
    return swap(sample.text, {one.text: other.text, other.text: one.text})


def _swapped_slots(sample: Sample, rng: random.Random, *slots: str) -> str | None:
    facts = sample.of(*slots)
    if len(facts) < 2:
        return None
    return swapped(sample, *rng.sample(facts, 2))


def swapped_prices(draw: Draw) -> str | None:
    return _swapped_slots(draw.sample, draw.rng, "price")


def swapped_ratings(draw: Draw) -> str | None:
    return _swapped_slots(draw.sample, draw.rng, "rating")


def swapped_values(draw: Draw) -> str | None:
    """One attribute's values of two products."""
    for slot in ("value", "other_value"):
        facts = [f for f in draw.sample.of(slot) if f.field == _first_field(draw.sample, slot)]
        if len(facts) > 1 and len({f.source for f in facts}) > 1:
            return swapped(draw.sample, *draw.rng.sample(facts, 2))
    return None


def _first_field(sample: Sample, slot: str) -> str:
    return next(fact.field for fact in sample.of(slot))


def swapped_labels(draw: Draw) -> str | None:
    """Two attributes' values of one product."""
    facts = [f for f in draw.sample.of("value", "other_value") if not f.slot.endswith("3")]
    pairs = [(a, b) for a in facts for b in facts if a.field < b.field and a.source == b.source]
    return swapped(draw.sample, *draw.rng.choice(pairs)) if pairs else None


def swapped_list_price(draw: Draw) -> str | None:
    before, now = draw.sample.of("list_price"), [f for f in draw.sample.said if f.slot == "price"]
    return swapped(draw.sample, before[0], now[0]) if before and now else None


def swapped_dates(draw: Draw) -> str | None:
    facts = [f for f in draw.sample.said if re.fullmatch(r"\d{4}-\d\d-\d\d", str(f.value))]
    return swapped(draw.sample, *draw.rng.sample(facts, 2)) if len(facts) > 1 else None


def swapped_names(draw: Draw) -> str | None:
    """Two products in each other's place, where each is said to have a price of its own."""
    titles = [f for f in draw.sample.plan.facts if f.field == "title" and f.slot != "cheaper"]
    prices = {f.source.partition("/")[0]: f.text for f in draw.sample.of("price")}
    bound = [f for f in titles if f.source in prices and count(draw.sample.text, f.text)]
    pairs = [(a, b) for a in bound for b in bound if a.slot < b.slot]
    pairs = [(a, b) for a, b in pairs if prices[a.source] != prices[b.source]]
    return swapped(draw.sample, *draw.rng.choice(pairs)) if pairs else None


def wrong_number(draw: Draw) -> str | None:
    """Another order's number, or the parcel's."""
    facts = draw.sample.of("order", "tracking")
    if not facts:
        return None
    fact = draw.rng.choice(facts)
    other = draw.pool.other(fact.slot, draw.sample, draw.rng)
    return draw.sample.put(fact, other) if other else None
