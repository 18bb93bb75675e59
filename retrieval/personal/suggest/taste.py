"""What somebody likes, as far as what they did tells: departments, brands, kinds, price, size.

A view over deeds, made anew each time: what is withdrawn or comes late needs no mending here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from retrieval.personal.deed import Deed, Did, interests
from retrieval.values import Product

FEW = 3
SIZE = "size"


@dataclass(frozen=True, slots=True)
class Taste:
    """Shares of the interest there was, the largest first, adding up to 1 each; `prices` is the
    middle half of what was looked at, in major units; `sizes` by category what was last bought."""

    departments: tuple[tuple[str, float], ...] = ()
    brands: tuple[tuple[str, float], ...] = ()
    kinds: tuple[tuple[str, float], ...] = ()
    prices: tuple[float, float] | None = None
    sizes: tuple[tuple[str, str], ...] = ()
    deeds: int = 0
    latest: datetime | None = None

    @classmethod
    def of(
        cls, deeds: Iterable[Deed], product: Callable[[str], Product | None], now: datetime
    ) -> Taste:
        deeds = tuple(deeds)
        liked = [
            (found, weight)
            for one, weight in interests(deeds, now).items()
            if (found := product(one)) is not None
        ]
        return cls(
            departments=_shares((one.department, weight) for one, weight in liked),
            brands=_shares((one.brand, weight) for one, weight in liked),
            kinds=_shares((one.category, weight) for one, weight in liked),
            prices=_middle(sorted(x for one, _ in liked if (x := _least(one)) is not None)),
            sizes=tuple(sorted(_sizes(deeds, product).items())),
            deeds=len(deeds),
            latest=max((deed.when for deed in deeds), default=None),
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "departments": _listed(self.departments),
            "brands": _listed(self.brands),
            "categories": _listed(self.kinds),
            "prices": list(self.prices) if self.prices else None,
            "sizes": dict(self.sizes),
            "events": self.deeds,
            "latest": self.latest.isoformat() if self.latest else None,
        }


def _shares(named: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    summed: dict[str, float] = {}
    for name, weight in named:
        if name:
            summed[name] = summed.get(name, 0.0) + weight
    total = sum(summed.values())
    ordered = sorted(summed.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((name, weight / total) for name, weight in ordered)


def _least(product: Product) -> float | None:
    return min((float(v.price.amount) for v in product.variants if v.price), default=None)


def _middle(prices: list[float]) -> tuple[float, float] | None:
    """From the first quarter to the third; None where there are too few to speak of a habit."""
    if len(prices) < FEW:
        return None
    last = len(prices) - 1
    return prices[round(last * 0.25)], prices[round(last * 0.75)]


def _sizes(deeds: tuple[Deed, ...], product: Callable[[str], Product | None]) -> dict[str, str]:
    found: dict[str, str] = {}
    for deed in deeds:
        if deed.did is not Did.PURCHASE or not deed.variant_id:
            continue
        bought = product(deed.product_id)
        variant = bought.variant(deed.variant_id) if bought else None
        if bought and variant and (size := variant.options.get(SIZE)):
            found[bought.category] = size
    return found


def _listed(shares: tuple[tuple[str, float], ...]) -> list[dict[str, Any]]:
    return [{"name": name, "share": round(share, 4)} for name, share in shares[:10]]
