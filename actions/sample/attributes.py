"""Draws a product's attributes from their specs. Owns the small language they are written in:

`"420..260 step 10 g"`   a number that runs with the product's quality, first cheap, then dear
`"~20..40 step 5 l"`     a number that doesn't
`"nylon | merino wool"`  a word that runs with the quality;  `"? oak | ash"`  one that doesn't
`"? 18 | 25 @ l"`        a choice among numbers, with their unit
`"yes 0.4"`              true in four of ten;  `"yes q>0.5"`  true from that quality on
`{when = "wireless", is = SPEC, else = SPEC}`   what depends on an attribute drawn before
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from actions.sample.condition import Condition, Value

_RANGE = re.compile(r"^(~?)(-?[\d.]+)\.\.(-?[\d.]+)(?: step ([\d.]+))?(?: ([^\d|]+))?$")
_YES = re.compile(r"^yes (?:(q>)?([\d.]+))$")
_MEASURE = re.compile(r"^(\d[\d.]*) (%|°C|[A-Za-z]{1,4})$")
_NUMBER = re.compile(r"^\d+(\.\d+)?$")
_PROSE_UNITS = {"h": ("hour", "hours"), "min": ("minute", "minutes"), "l": ("litre", "litres")}
_PROSE_UNITS |= {"days": ("day", "days"), "months": ("month", "months"), "years": ("year", "years")}


@dataclass(slots=True)
class Facts:
    """What was drawn: `values` by name, `units` for those that have one."""

    values: dict[str, Value] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The catalogue's form: `{"value", "unit"}` where there is a unit."""
        return {
            name: {"value": value, "unit": self.units[name]} if name in self.units else value
            for name, value in self.values.items()
        }

    def words(self) -> dict[str, str]:
        """By slot name, as prose has it; `name:n` is the bare number."""
        words: dict[str, str] = {}
        for name, value in self.values.items():
            if isinstance(value, bool):
                continue
            bare = _bare(value)
            words[name] = _measured(bare, value, self.units.get(name, ""))
            words[f"{name}:n"] = bare
        return words


def draw_attributes(specs: Mapping[str, Any], quality: float, rng: Random) -> Facts:
    """In the specs' order, so that a condition sees what stands before it. `quality` in [0, 1]."""
    facts = Facts()
    for name, spec in specs.items():
        while isinstance(spec, Mapping):
            met = Condition.parse(str(spec["when"])).holds(facts.values)
            spec = spec["is"] if met else spec.get("else")
        if spec is not None:
            _draw(facts, name, spec, quality, rng)
    return facts


def _draw(facts: Facts, name: str, spec: Any, quality: float, rng: Random) -> None:
    if not isinstance(spec, str):
        facts.values[name] = spec
    elif match := _RANGE.match(spec):
        facts.values[name] = _number(match, quality, rng)
        if match.group(5):
            facts.units[name] = match.group(5)
    elif match := _YES.match(spec):
        at_quality, bound = match.groups()
        drawn = quality + (rng.random() - 0.5) * 0.2
        facts.values[name] = drawn > float(bound) if at_quality else rng.random() < float(bound)
    elif match := _MEASURE.match(spec):
        facts.values[name] = _rounded(float(match.group(1)), 0.01)
        facts.units[name] = match.group(2)
    else:
        words, _, unit = spec.partition("@")
        chosen = _choice(words, quality, rng)
        numeric = _NUMBER.match(chosen)
        facts.values[name] = _rounded(float(chosen), 0.01) if numeric else chosen
        if unit:
            facts.units[name] = unit.strip()


def _number(match: re.Match[str], quality: float, rng: Random) -> int | float:
    free, low, high, step = match.group(1), *map(float, match.group(2, 3)), match.group(4)
    place = rng.random() if free else min(1.0, max(0.0, quality + (rng.random() - 0.5) * 0.3))
    return _rounded(low + (high - low) * place, float(step or 1))


def _rounded(number: float, step: float) -> int | float:
    rounded = round(round(number / step) * step, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def _choice(spec: str, quality: float, rng: Random) -> str:
    words = [word.strip() for word in spec.removeprefix("?").split("|")]
    if spec.startswith("?"):
        return rng.choice(words)
    place = min(0.999, max(0.0, quality + (rng.random() - 0.5) * 0.3))
    return words[int(place * len(words))]


def _bare(value: Value) -> str:
    if isinstance(value, list):
        return value[0] if len(value) == 1 else f"{', '.join(value[:-1])} and {value[-1]}"
    return f"{value:,}" if isinstance(value, int | float) else value


def _measured(bare: str, value: Value, unit: str) -> str:
    if not unit:
        return bare
    one, many = _PROSE_UNITS.get(unit, (unit, unit))
    return f"{bare}%" if unit == "%" else f"{bare} {one if value == 1 else many}"
