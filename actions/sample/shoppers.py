"""The kinds of made-up shoppers, as `data/catalog/shoppers.toml` tells them. Owns reading it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from actions.sample.errors import MaterialError

FILE = "shoppers.toml"
RANGES = frozenset({"days", "pause", "hours"})


@dataclass(frozen=True, slots=True)
class Shopper:
    """Chances a step, but `share` (of all shoppers) and `back` (a visit); see the file."""

    name: str
    share: float
    search: float
    again: float
    focus: float
    offers: float
    cart: float
    buy: float
    leave: float
    back: float
    days: tuple[int, int]
    pause: tuple[int, int]
    hours: tuple[int, int]


def read_shoppers(catalog: Path) -> tuple[Shopper, ...]:
    """Raises `MaterialError`, naming what is wrong."""
    path = catalog / FILE
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))["shopper"]
        return tuple(_shopper(one) for one in told)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise MaterialError(f"{path}: {error}") from error


def _shopper(told: dict[str, object]) -> Shopper:
    absent = {one.name for one in fields(Shopper)} ^ set(told)
    if absent:
        raise ValueError(f"{told.get('name')}: {', '.join(sorted(absent))} missing or unknown")
    ranges: dict[str, object] = {name: tuple(told[name]) for name in RANGES}  # type: ignore[arg-type]
    return Shopper(**{**told, **ranges})  # type: ignore[arg-type]
