"""A product's variants: which options it comes in, at what price, with what stock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product as combinations
from random import Random
from typing import Any

from actions.sample.material import Kind
from actions.sample.price import list_price, shop_price

MAX_VARIANTS = 12
OFFER_SHARE = 0.17
SOLD_OUT_SHARE = 0.03
_RUNS = ("size", "length", "width", "capacity", "storage", "memory", "weight", "grind", "pack")


def draw_variants(kind: Kind, product_id: str, price: float, rng: Random) -> list[dict[str, Any]]:
    """One record an option combination, at most `MAX_VARIANTS`; a product has at least one."""
    chosen = _choose_options(kind.options, rng)
    on_offer = rng.random() < OFFER_SHARE
    sold_out = rng.random() < SOLD_OUT_SHARE
    variants = []
    prices: dict[tuple[int, ...], dict[str, float]] = {}
    for values in combinations(*chosen.values()):
        options = dict(zip(chosen, values, strict=True))
        steps = tuple(chosen[name].index(options[name]) for name in kind.steps if name in chosen)
        if steps not in prices:
            rise = sum(n * kind.steps[name] for n, name in zip(steps, kind.steps, strict=False))
            prices[steps] = _priced(price, rise, on_offer, rng)
        stock = 0 if sold_out else _stock(rng)
        variant_id = "-".join(
            [product_id, *(_code(name, value) for name, value in options.items())]
        )
        variants.append({"id": variant_id, "options": options, **prices[steps], "stock": stock})
    return variants


def _priced(price: float, rise: float, on_offer: bool, rng: Random) -> dict[str, float]:
    amount = price if rise == 0 else shop_price(price * (1 + rise), rng)
    priced = {"price": amount}
    if on_offer:
        priced["list_price"] = list_price(amount, rng)
    return priced


def _choose_options(options: Mapping[str, tuple[str, ...]], rng: Random) -> dict[str, list[str]]:
    chosen: dict[str, list[str]] = {}
    room = MAX_VARIANTS
    for name, values in options.items():
        chosen[name] = _run(values, room, rng) if name in _RUNS else _some(values, room, rng)
        room = max(1, room // len(chosen[name]))
    return chosen


def _some(values: tuple[str, ...], room: int, rng: Random) -> list[str]:
    """A few of them, in the order they are written."""
    count = min(len(values), room, rng.choice((1, 2, 2, 3, 3, 4)))
    picked = rng.sample(range(len(values)), count)
    return [values[place] for place in sorted(picked)]


def _run(values: tuple[str, ...], room: int, rng: Random) -> list[str]:
    """Neighbouring ones, most of them where there is room: a size run has no holes."""
    count = min(room, len(values) - (rng.randrange(2) if len(values) > 2 else 0))
    start = rng.randrange(len(values) - count + 1)
    return list(values[start : start + count])


def _stock(rng: Random) -> int:
    drawn = rng.random()
    if drawn < 0.09:
        return 0
    if drawn < 0.26:
        return rng.randint(1, 4)
    return rng.randint(5, 24) if drawn < 0.85 else rng.randint(25, 80)


def _code(name: str, value: str) -> str:
    """`navy` -> `NVY`, `forest green` -> `FGN`, `M` -> `M`, `256 GB` -> `256GB`."""
    letters = re.sub(r"[^A-Za-z0-9.]", "", value).upper()
    if name != "colour":
        return letters[:8]
    words = value.upper().split()
    if len(words) > 1:
        return words[0][0] + _consonants(words[-1])[:2]
    return _consonants(words[0])


def _consonants(word: str) -> str:
    kept = word[0] + re.sub(r"[AEIOU]", "", word[1:])
    return (kept + word[1:])[:3]
