"""Prices as a shop sets them. Owns rounding to a shop's endings and offers; works in cents.

Only sums, products and `round`, so that every platform comes to the same cent.
"""

from __future__ import annotations

from random import Random


def draw_price(low: float, high: float, quality: float, rng: Random) -> float:
    """In major units. Rises with quality, a little faster towards the dear end."""
    place = min(1.0, max(0.0, quality + (rng.random() - 0.5) * 0.14))
    return shop_price(low + (high - low) * (0.6 * place + 0.4 * place * place), rng)


def shop_price(amount: float, rng: Random) -> float:
    """The price a shop would print near `amount`: 12.50, 34.90, 119.00, 249.00, 1,299.00."""
    if amount < 12:
        return _ending(amount, 1, rng.choice((0.5, 0.9, 0.95)))
    if amount < 50:
        return _ending(amount, 1, rng.choice((0.9, 0.9, 0.95, 0.0)))
    if amount < 120:
        return _ending(amount, 1, rng.choice((0.9, 0.0, 0.0)))
    if amount < 300:
        return _ending(amount, 5, rng.choice((4.0, 0.0, 4.9)))
    return _ending(amount, 10, 9.0)


def list_price(price: float, rng: Random) -> float:
    """What an article on offer cost before: 10 to 35 % more, ending as prices do."""
    before = shop_price(price / (1 - rng.choice((0.1, 0.15, 0.15, 0.2, 0.25, 0.3))), rng)
    return before if before > price else round(price + 10, 2)


def _ending(amount: float, grid: int, ending: float) -> float:
    base = int(amount / grid) * grid
    return round(max(base + ending, ending or float(grid)), 2)
