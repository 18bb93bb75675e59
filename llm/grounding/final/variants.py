"""The ways in which one fact may be written without saying anything else: `€89` for `€89.00`,
`20 Nov` for `20 November`, `available` for `in stock`. Owns no search in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from llm.grounding.final.tongue import Tongue
from llm.plan import Fact, Plan

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_CENTS = re.compile(r"(?<=\d)[.,]00(?!\d)")
_SKELETONS = ("MMMMd", "MMMd", "MMMMEEEEd", "MMMEd", "yMMMMd", "yMMMd")


def is_day(value: Any) -> bool:
    return isinstance(value, str) and _ISO_DAY.fullmatch(value) is not None


def is_money(value: Any) -> bool:
    return isinstance(value, dict) and "currency" in value


def slot_family(slot: str) -> str:
    """`rating` of `rating2`."""
    return slot.rstrip("23")


def variants(fact: Fact, plan: Plan, tongue: Tongue) -> Iterator[str]:
    """Other texts than `fact.text`, the likeliest first."""
    slot, value = slot_family(fact.slot), fact.value
    if slot == "predicate":
        yield from _said_of(fact, tongue)
    if is_money(value):
        yield _NO_CENTS.sub("", fact.text)
    elif is_day(value):
        yield from _days(date.fromisoformat(value), plan.locale)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _counts(value, slot, plan.locale, tongue)
    else:
        yield from tongue.says.get(slot, {}).get(str(value).lower(), ())
    if fact.field == "attributes":
        yield from tongue.labels.get(str(value), ())
        yield from (fact.text + plural for plural in tongue.plurals)


def _said_of(fact: Fact, tongue: Tongue) -> Iterator[str]:
    """`a weight of 320 g`, `the weight is 320 g` and `320 g` for `weighs 320 g`."""
    name, value = fact.field.removeprefix("attributes."), str(fact.value)
    for label in (name.replace("_", " "), *tongue.labels.get(name, ())):
        for joint in tongue.joints:
            yield f"{label}{joint}{value}"
    yield value


def _days(day: date, locale: str) -> Iterator[str]:
    for skeleton in _SKELETONS:
        yield str(format_skeleton(skeleton, day, locale=locale))
    for length in ("medium", "long", "full"):
        yield str(format_date(day, length, locale=locale))


def _counts(value: float, slot: str, locale: str, tongue: Tongue) -> Iterator[str]:
    numbers = [str(format_decimal(value, locale=locale))]
    numbers += [word for word, number in tongue.numbers.items() if number == value]
    for pattern in tongue.says.get(slot, {}).get("n", ()):
        yield from (pattern.replace("{n}", number) for number in numbers)
