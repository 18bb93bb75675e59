"""Numbers with units, so that 0.42 kg and 420 g are one measure. Owns reading them in records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TypeAlias

from llm.evaluate.words import Unit, WordLists, any_of

Measure: TypeAlias = tuple[Decimal, Unit]
RELATIVE_SLACK = 1e-6


def measures_of(texts: Iterable[str], words: WordLists) -> Iterator[Measure]:
    """Every number with a unit in the texts, however the number is written."""
    numbers = any_of(words.number_words)
    pattern = re.compile(
        rf"(?P<number>-?\d+(?:[.,]\d+)*|{numbers})[\s-]?(?P<unit>{any_of(words.units)})",
        re.IGNORECASE,
    )
    for text in texts:
        for match in pattern.finditer(text):
            unit = words.units.get(match["unit"]) or words.units.get(match["unit"].lower())
            said = match["number"].lower()
            if unit is None:
                continue
            if said in words.number_words:
                yield Decimal(words.number_words[said]), unit
            else:
                yield Decimal(re.sub(r"[,.](?=\d{3}(\D|$))", "", said).replace(",", ".")), unit
                yield Decimal(re.sub(r",", "", said)) if "," in said else Decimal(said), unit


def same_measure(one: Measure, other: Measure) -> bool:
    """Equal once both are in the first unit of their dimension."""
    (a, first), (b, second) = one, other
    if first.dimension != second.dimension:
        return False
    x, y = float(a) * first.factor, float(b) * second.factor
    return abs(x - y) <= RELATIVE_SLACK * max(abs(x), abs(y), 1.0)
