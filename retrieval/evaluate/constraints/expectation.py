"""What a person means by a query, one line each. Owns the notation of `expects`.

price <= 30 | price >= 50 | price 20..30 | price ~ 50     (~: about that much)
brand = Sony | Philips; brand != HP                       (one of; none of)
colour = blue; colour != black                            (a family: navy is blue)
size = 42; audience = women; department = Garden
text leather; not text palm oil                           (said in title, brand, attributes)
screen >= 55 in; memory = 16 gb; sleeps >= 4              (a name of `words.toml`, a unit)
sort = price_asc; in stock
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from retrieval.errors import BadInput

ASKS = ("brand", "colour", "size", "audience", "department", "sort")
NUMBER = r"-?\d+(?:\.\d+)?"
TEXT = re.compile(r"(not )?text (.+)")
EQUAL = re.compile(rf"({'|'.join(ASKS)}) (!?=) (.+)")
BOUND = re.compile(rf"([a-z_]+) (<=|>=|=|~) ({NUMBER})(?: (\S+))?")
RANGE = re.compile(rf"([a-z_]+) ({NUMBER})\.\.({NUMBER})(?: (\S+))?")
ABOUT = 0.4  # nobody would call it about that much beyond
SURELY_ABOUT = 0.15


@dataclass(frozen=True, slots=True)
class Expectation:
    """`kind` is one of `ASKS`, `text`, `in stock`, or `number` (with its `name`).

    `negated` holds for `!=` and `not`. `about` and `exact` say what the bounds came from."""

    written: str
    kind: str
    values: tuple[str, ...] = ()
    negated: bool = False
    name: str = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""
    about: bool = False
    exact: bool = False

    @property
    def excludes(self) -> bool:
        """Never to be given up: what the customer ruled out."""
        return self.negated

    def strict(self) -> Expectation:
        """What surely meets it, where what may meet it is wider."""
        if not self.about or self.low is None or self.high is None:
            return self
        middle = (self.low + self.high) / 2
        spread = abs(middle) * SURELY_ABOUT
        return replace(self, low=middle - spread, high=middle + spread)


def parse(line: str) -> Expectation:
    """Raises `BadInput` with the line where it isn't in the notation."""
    line = line.strip()
    if line == "in stock":
        return Expectation(line, "in stock")
    if match := TEXT.fullmatch(line):
        return Expectation(line, "text", _values(match[2]), negated=bool(match[1]))
    if match := EQUAL.fullmatch(line):
        return Expectation(line, match[1], _values(match[3]), negated=match[2] == "!=")
    if match := RANGE.fullmatch(line):
        low, high = float(match[2]), float(match[3])
        return _number(line, match[1], low, high, match[4])
    if match := BOUND.fullmatch(line):
        return _bound(line, match[1], match[2], float(match[3]), match[4])
    raise BadInput(f"{line!r} isn't an expectation")


def _bound(line: str, name: str, sign: str, value: float, unit: str | None) -> Expectation:
    if sign == "<=":
        return _number(line, name, None, value, unit)
    if sign == ">=":
        return _number(line, name, value, None, unit)
    if sign == "~":
        spread = abs(value) * ABOUT
        return _number(line, name, value - spread, value + spread, unit, about=True)
    return _number(line, name, value, value, unit, exact=True)


def _number(
    line: str,
    name: str,
    low: float | None,
    high: float | None,
    unit: str | None,
    *,
    about: bool = False,
    exact: bool = False,
) -> Expectation:
    return Expectation(
        line,
        "number",
        name=name,
        low=low,
        high=high,
        unit=(unit or "").lower(),
        about=about,
        exact=exact,
    )


def _values(written: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in written.split("|"))
