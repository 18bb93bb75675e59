"""Numbers with units in records. Owns the checker's own conversion, from its own table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.evaluate.constraints.words import Words
from retrieval.values import Attribute

NUMBER = r"-?\d+(?:[.,]\d+)?"
QUANTITY = re.compile(rf'(?<![\w.])({NUMBER})(?:\s*(?:to|-|–)\s*({NUMBER}))?[\s-]*("|°?[A-Za-z]+)?')


@dataclass(frozen=True, slots=True)
class Quantity:
    """From `low` to `high`; in the first unit of `dimension`, or bare where that is empty."""

    low: float
    high: float
    dimension: str = ""


def of_attribute(attribute: Attribute, words: Words) -> list[Quantity]:
    value = attribute.value
    if isinstance(value, bool):
        return []
    if isinstance(value, int | float):
        return [_quantity(float(value), float(value), attribute.unit, words)]
    texts = value if isinstance(value, tuple) else (value,)
    return [quantity for text in texts for quantity in in_text(text, words)]


def in_text(text: str, words: Words) -> list[Quantity]:
    """`0.75 l`, `39-41`, `2 to 4`, `15.6"`, `27-Inch`."""
    found = []
    for match in QUANTITY.finditer(text):
        low = _number(match[1])
        high = _number(match[2]) if match[2] else low
        found.append(_quantity(low, max(low, high), match[3] or "", words))
    return found


def converted(value: float, unit: str, words: Words) -> tuple[float, str]:
    """The value in its dimension's first unit, and that dimension."""
    dimension, size = words.units.get(unit.casefold(), ("", 1.0))
    return value * size, dimension


def _quantity(low: float, high: float, unit: str, words: Words) -> Quantity:
    converted_low, dimension = converted(low, unit, words)
    return Quantity(converted_low, converted(high, unit, words)[0], dimension)


def _number(text: str) -> float:
    whole, comma, rest = text.partition(",")
    thousands = comma and len(rest) == 3
    return float(whole + rest if thousands else text.replace(",", "."))
