"""Measures are compared across units, and never across kinds."""

import pytest

from retrieval.units import convert, kind


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (2, "kg", "g", 2000),
        (55, "in", "cm", 139.7),
        (27, "inch", '"', 27),
        (1, "l", "ml", 1000),
        (2, "h", "min", 120),
        (5, "gsm", "gsm", 5),
        (1, "TB", "gb", 1000),
    ],
)
def test_conversion(value: float, unit: str, to: str, expected: float) -> None:
    assert convert(value, unit, to) == pytest.approx(expected)


@pytest.mark.parametrize(("unit", "to"), [("kg", "m"), ("", "g"), ("gsm", "g"), ("g", "furlong")])
def test_what_can_not_be_the_other_has_no_number(unit: str, to: str) -> None:
    assert convert(1, unit, to) is None


def test_unknown_unit_is_a_kind_of_its_own() -> None:
    assert (kind("GSM"), kind("Kg"), kind("")) == ("gsm", "mass", "")
