"""What it means for one value to satisfy a constraint. Owns the meaning; both the check of one
product and the table over all of them ask here, so they can't disagree."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from retrieval.fold import folded, holds, parts, phrase
from retrieval.units import convert
from retrieval.values import AttributeValue, Constraint, Op, Product

ATTRIBUTE = "attribute:"
# Two prices that differ by less than this are one price.
CLOSE = 1e-6

_MEASURE = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)\s*([^\W\d]+|\"|%|°c)?\s*", re.IGNORECASE)
_SPAN = re.compile(
    r"\s*(?P<low>\d+(?:[.,]\d+)?)\s*(?P<between>[-–—~]|\s[^\W\d]{1,5}\s)\s*"
    r"(?P<high>\d+(?:[.,]\d+)?)\s*(?P<unit>[^\W\d]+|\"|%|°c)?\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,2})?")
_TIMES = frozenset({"x", "×"})
_YES = frozenset({"yes", "true", "1"})
_NO = frozenset({"no", "false", "0"})


@dataclass(frozen=True, slots=True)
class Wish:
    """A constraint made ready for comparing: `wanted` holds its values, folded."""

    field: str
    op: Op
    wanted: tuple[str, ...]
    low: float
    high: float
    unit: str
    but: tuple[str, ...] = ()

    @property
    def negated(self) -> bool:
        return self.op is Op.NONE_OF

    @property
    def empty(self) -> bool:
        """It asks for nothing, so everything meets it."""
        if self.op is Op.BETWEEN:
            return math.isinf(self.low) and math.isinf(self.high)
        return not self.wanted

    @property
    def attribute(self) -> str:
        """The name behind `attribute:`; `colour` and `size` are attributes, too."""
        return self.field.removeprefix(ATTRIBUTE)

    @property
    def option(self) -> str:
        """The variants' option that is asked about. `attribute:colour` is the attribute alone,
        for there the option has a field of its own (printers have a flag called colour)."""
        own = self.field in (f"{ATTRIBUTE}colour", f"{ATTRIBUTE}size")
        return "" if own else self.attribute

    @classmethod
    def of(cls, constraint: Constraint) -> Wish:
        return cls(
            field=constraint.field,
            op=constraint.op,
            wanted=tuple(v for v in map(phrase, constraint.values) if v),
            low=_limit(constraint.low, -math.inf, -CLOSE, within=constraint.open_low),
            high=_limit(constraint.high, math.inf, CLOSE, within=constraint.open_high),
            unit=constraint.unit,
            but=tuple(b for b in map(phrase, constraint.but) if b),
        )

    def within(self, number: float | None) -> bool:
        """Unknown is outside every bound."""
        return number is not None and self.low <= number <= self.high

    def names(self, text: str) -> bool:
        """Whether `text`, whole or one of the things it lists, is a wanted value."""
        return phrase(text) in self.wanted or any(part in self.wanted for part in parts(text))

    def said_in(self, text: str) -> bool:
        """Whether the folded `text` states a wanted value."""
        return self._says(text, self.wanted)

    def called_in(self, name: str) -> bool:
        """Whether what a product is called, folded, says what is wanted."""
        return self._says(name, self.spoken)

    @property
    def spoken(self) -> tuple[str, ...]:
        """What is wanted as a name would say it: of a flag that should be set, its label."""
        if self.op is Op.BETWEEN or self.field == "size":
            return ()
        flag = () if _YES.isdisjoint(self.wanted) else (phrase(self.attribute),)
        return (*flag, *(value for value in self.wanted if value not in _YES | _NO))

    def _says(self, text: str, values: tuple[str, ...]) -> bool:
        said = any(holds(text, value) for value in values)
        return said and not any(holds(text, other) for other in self.but)

    def met_by(self, value: AttributeValue, unit: str = "") -> bool:
        """Whether an attribute's or option's value is wanted or within bounds."""
        if self.op is Op.BETWEEN:
            span = measured_span(value, unit, self.unit)
            return span is not None and self.low <= span[1] and span[0] <= self.high
        if isinstance(value, bool):
            return any((wanted in _YES) == value for wanted in self.wanted)
        if isinstance(value, tuple):
            return any(self._in_text(item) for item in value)
        if isinstance(value, str):
            return self._in_text(value)
        return phrase(f"{value:g} {unit}") in self.wanted or phrase(f"{value:g}") in self.wanted

    def _in_text(self, text: str) -> bool:
        if self.field == "size":
            return self.names(text) or self._within(text)
        return self.said_in(phrase(text))

    def _within(self, size: str) -> bool:
        """A size of 42-44 fits who takes 43."""
        span = stated_span(size)
        if span is None or span[2]:
            return False
        numbers = (w.replace(" ", ".") for w in self.wanted)
        return any(span[0] <= float(n) <= span[1] for n in numbers if _NUMBER.fullmatch(n))


def _limit(bound: float | None, none: float, slack: float, *, within: bool) -> float:
    """The bound as it is compared: a little outside it where it is met itself, else inside."""
    if bound is None:
        return none
    return bound - slack if within else bound + slack


def measured_span(value: AttributeValue, unit: str, wanted_unit: str) -> tuple[float, float] | None:
    """The least and the most that `value` states in `wanted_unit`: one number twice, or the ends
    of a span (`2 to 4`). A number without a unit is taken to be in the wanted one. None where it
    states none that fits."""
    if isinstance(value, bool | tuple):
        return None
    low = high = value
    if isinstance(value, str):
        stated = stated_span(value)
        if stated is None:
            return None
        low, high, unit = stated[0], stated[1], stated[2] or unit
    least, most = (_in_unit(float(end), unit, wanted_unit) for end in (low, high))
    return None if least is None or most is None else (least, most)


def _in_unit(number: float, unit: str, wanted: str) -> float | None:
    return convert(number, unit, wanted) if unit and wanted else number


@lru_cache(maxsize=65536)
def stated_span(text: str) -> tuple[float, float, str] | None:
    """Both ends and the unit of a text that is nothing but a number or a span of numbers, such as
    `3-5 years`; `60 x 120` is none."""
    single = stated_measure(text)
    if single is not None:
        return single[0], single[0], single[1]
    match = _SPAN.fullmatch(text[:60])
    if match is None or match["between"].strip().casefold() in _TIMES:
        return None
    low, high = (float(match[end].replace(",", ".")) for end in ("low", "high"))
    return (low, high, match["unit"] or "") if low <= high else None


@lru_cache(maxsize=65536)
def stated_measure(text: str) -> tuple[float, str] | None:
    """Number and unit of a text that is nothing else: `500 ml`."""
    match = _MEASURE.fullmatch(text[:60])
    return (float(match[1].replace(",", ".")), match[2] or "") if match else None


def called(product: Product) -> str:
    """The folded title and category: what the product is called."""
    return folded(f"{product.title}\n{product.category}")


def title_without_brand(product: Product) -> str:
    """The folded title less the brand: a brand called Black is no colour."""
    return without(phrase(product.brand), folded(product.title))


def without(name: str, text: str) -> str:
    """The folded `text` less each place where it says the folded `name`."""
    return f" {text} ".replace(f" {name} ", " ").strip() if name else text


def full_text(product: Product) -> str:
    """Everything the product says in words, folded: its title, its category, the rest; of a flag
    that is set, its name. Bare numbers are no words."""
    pieces = [product.title, product.category, product.brand, product.department]
    pieces.append(product.description)
    for attribute in product.attributes:
        value = attribute.value
        if isinstance(value, str):
            pieces.append(value)
        elif isinstance(value, tuple):
            pieces.extend(value)
        elif value is True:
            pieces.append(attribute.label)
    return folded("\n".join(pieces))


def in_stock_word(in_stock: bool | None) -> str:
    """`in_stock` as a constraint's value names it; an unknown stock has no word."""
    return "" if in_stock is None else ("yes" if in_stock else "no")
