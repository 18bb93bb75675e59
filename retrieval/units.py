"""Units of measure by symbol, and what one is in another. Owns no words of any language."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

# One number, or a column of them.
Number = TypeVar("Number", float, NDArray[np.float64])

# symbol -> (kind, how many of the kind's base unit)
_UNITS: dict[str, tuple[str, float]] = {
    "mg": ("mass", 0.001),
    "g": ("mass", 1.0),
    "kg": ("mass", 1000.0),
    "t": ("mass", 1_000_000.0),
    "oz": ("mass", 28.349523125),
    "lb": ("mass", 453.59237),
    "st": ("mass", 6350.29318),
    "mm": ("length", 1.0),
    "cm": ("length", 10.0),
    "dm": ("length", 100.0),
    "m": ("length", 1000.0),
    "km": ("length", 1_000_000.0),
    "in": ("length", 25.4),
    '"': ("length", 25.4),
    "ft": ("length", 304.8),
    "yd": ("length", 914.4),
    "mi": ("length", 1_609_344.0),
    "ml": ("volume", 1.0),
    "cl": ("volume", 10.0),
    "dl": ("volume", 100.0),
    "l": ("volume", 1000.0),
    "gal": ("volume", 3785.411784),
    "floz": ("volume", 29.5735295625),
    "kb": ("data", 0.001),
    "mb": ("data", 1.0),
    "gb": ("data", 1000.0),
    "tb": ("data", 1_000_000.0),
    "ms": ("time", 0.001),
    "s": ("time", 1.0),
    "min": ("time", 60.0),
    "h": ("time", 3600.0),
    "d": ("time", 86_400.0),
    "wk": ("time", 604_800.0),
    "mo": ("time", 2_629_746.0),
    "yr": ("time", 31_556_952.0),
    "mw": ("power", 0.001),
    "w": ("power", 1.0),
    "kw": ("power", 1000.0),
    "wh": ("energy", 1.0),
    "kwh": ("energy", 1000.0),
    "mah": ("charge", 1.0),
    "ah": ("charge", 1000.0),
    "hz": ("frequency", 1.0),
    "khz": ("frequency", 1e3),
    "mhz": ("frequency", 1e6),
    "ghz": ("frequency", 1e9),
    "v": ("voltage", 1.0),
    "a": ("current", 1.0),
    "lm": ("light", 1.0),
    "db": ("sound", 1.0),
    "mp": ("pixels", 1.0),
    "dpi": ("resolution", 1.0),
    "c": ("temperature", 1.0),
    "°c": ("temperature", 1.0),
    "%": ("share", 1.0),
}

# Symbols' longer forms that records commonly hold.
_UNITS |= {
    long: _UNITS[short]
    for long, short in (
        ("inch", "in"),
        ("inches", "in"),
        ("litre", "l"),
        ("litres", "l"),
        ("days", "d"),
        ("weeks", "wk"),
        ("months", "mo"),
        ("years", "yr"),
        ("hours", "h"),
        ("watts", "w"),
    )
}


def kind(unit: str) -> str:
    """What `unit` measures (`mass`, `length`); the unit itself, folded, when it isn't known."""
    symbol = unit.strip().casefold()
    return _UNITS[symbol][0] if symbol in _UNITS else symbol


def convert(value: Number, unit: str, to: str) -> Number | None:
    """`value` in `unit` as a number of `to`; None where the one can't be the other."""
    source, target = unit.strip().casefold(), to.strip().casefold()
    if source == target:
        return value
    if source not in _UNITS or target not in _UNITS or kind(source) != kind(target):
        return None
    return value * _UNITS[source][1] / _UNITS[target][1]
