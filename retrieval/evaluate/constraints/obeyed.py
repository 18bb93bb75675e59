"""Whether a record meets what was meant. Owns the verdicts, and what each tolerates."""

from __future__ import annotations

from collections.abc import Callable

from retrieval.evaluate.constraints.expectation import Expectation
from retrieval.evaluate.constraints.quantities import Quantity, converted, in_text
from retrieval.evaluate.constraints.record import Record
from retrieval.evaluate.constraints.words import says, stems

EXACT = 0.02  # 1.83 m are 6 feet
EDGE = 0.005  # a bound is a bound, give or take how units round
SPOKEN_WHOLE = 10
ALIAS = {"s": "small", "m": "medium", "l": "large"}


def obeys(record: Record, expected: Expectation) -> bool:
    return VERDICTS[expected.kind](record, expected)


def _brand(record: Record, expected: Expectation) -> bool:
    brand, title = record.product.brand, record.product.title
    if expected.negated:
        return not any(says(brand, value) or says(title, value) for value in expected.values)
    return any(
        stems(brand) == stems(value) or stems(title)[: len(stems(value))] == stems(value)
        for value in expected.values
    )


def _colour(record: Record, expected: Expectation) -> bool:
    stated = record.colours()
    if expected.negated:
        return not any(
            _is_colour(record, text, v, strict=True) for text in stated for v in expected.values
        )
    return any(
        _is_colour(record, text, v, strict=False) for text in stated for v in expected.values
    )


def _is_colour(record: Record, text: str, wanted: str, *, strict: bool) -> bool:
    """A family covers its shades; a shade is only itself. `strict`: what it is, not what it may
    pass for."""
    words = record.words
    if says(text, wanted):
        return True
    if words.colours.get(wanted, ("",))[0] != wanted:
        return False
    names = words.colours_in(text)
    return any(wanted in (words.colours[n][:1] if strict else words.colours[n]) for n in names)


def _size(record: Record, expected: Expectation) -> bool:
    met = any(_is_size(record, text, value) for text in record.sizes() for value in expected.values)
    return met != expected.negated


def _is_size(record: Record, text: str, wanted: str) -> bool:
    stated = text.casefold()
    wanted = wanted.casefold()
    if stems(stated) == stems(wanted) or ALIAS.get(stated) == wanted or ALIAS.get(wanted) == stated:
        return True
    try:
        number = float(wanted)
    except ValueError:
        return False
    return any(q.low <= number <= q.high for q in in_text(stated, record.words))


def _audience(record: Record, expected: Expectation) -> bool:
    """What says nothing of whom it is for is for anybody."""
    stated = record.audiences()
    if not stated or "either" in stated:
        return True
    return bool(stated & set(expected.values)) != expected.negated


def _department(record: Record, expected: Expectation) -> bool:
    places = (record.product.department, record.product.category)
    met = any(stems(place) == stems(value) for place in places for value in expected.values)
    return met != expected.negated


def _text(record: Record, expected: Expectation) -> bool:
    if expected.negated:
        return not any(record.states(value) for value in expected.values)
    return any(record.says(value) for value in expected.values)


def _in_stock(record: Record, _: Expectation) -> bool:
    return record.variant.in_stock is not False


def _sort(_record: Record, _expected: Expectation) -> bool:
    """No one hit can break an order; `run` looks at the page."""
    return True


def _number(record: Record, expected: Expectation) -> bool:
    if expected.name == "price":
        price = record.price
        return price is not None and _within(Quantity(price, price), expected, 1.0)
    if expected.name == "rating":
        rating = record.product.rating
        return rating is not None and _within(Quantity(rating, rating), expected, 1.0)
    size, dimension = converted(1.0, expected.unit, record.words)
    stated = record.quantities(expected.name, dimension)
    sizes = [(quantity, size if quantity.dimension else 1.0) for quantity in stated]
    return any(_within(q, expected, own) or _rounded(q, expected, own) for q, own in sizes)


def _rounded(stated: Quantity, expected: Expectation, size: float) -> bool:
    """People drop what stands behind the point: a "15 inch" screen measures 15.6."""
    value = expected.low or 0.0
    return expected.exact and value >= SPOKEN_WHOLE and value == stated.low / size // 1


def _within(stated: Quantity, expected: Expectation, size: float) -> bool:
    """A stated range meets a bound with any part of it."""
    low = None if expected.low is None else expected.low * size
    high = None if expected.high is None else expected.high * size
    slack = EXACT if expected.exact else EDGE
    if low is not None and stated.high < low - slack * abs(low):
        return False
    return high is None or stated.low <= high + slack * abs(high)


VERDICTS: dict[str, Callable[[Record, Expectation], bool]] = {
    "brand": _brand,
    "colour": _colour,
    "size": _size,
    "audience": _audience,
    "department": _department,
    "text": _text,
    "in stock": _in_stock,
    "sort": _sort,
    "number": _number,
}
