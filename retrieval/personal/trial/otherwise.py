"""What clicks another order would have got, from pages whose order was drawn in a known way.

The item-position estimator (Li, Abbasi-Yadkori, Kveton, Muthukrishnan, Vinay and Wen 2018): a click
on a thing at a place counts by how likely the other order puts that thing there over how likely it
stood there; a click depends on the thing and its place, not on its neighbours. Self-normalised
place by place (Swaminathan and Joachims 2015). The interval treats a visitor's pages as one, since
they aren't independent. Where the other order is too far from what was shown, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

FEWEST_VISITORS = 50
FEWEST_EFFECTIVE = 50.0
FEWEST_COVERED = 0.95
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Page:
    """One page that was shown. `shown` and `other` are (thing, how likely it was to stand at that
    place) in their orders; 0 where it couldn't. `clicked` are places of `shown`."""

    visitor: str
    shown: tuple[tuple[str, float], ...]
    other: tuple[tuple[str, float], ...]
    clicked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Clicks a page. `covered` is how many of the other order's places could have been seen;
    `effective` how many pages the estimate is worth at its weakest place. `why_not` says why there
    is no estimate: `few_visitors`, `uncovered`, `few_effective`; empty where there is one."""

    estimate: float | None
    low: float | None
    high: float | None
    pages: int
    visitors: int
    covered: float
    effective: float
    why_not: str = ""


def otherwise(pages: Sequence[Page]) -> Otherwise:
    visitors = sorted({page.visitor for page in pages})
    depth = max((len(page.other) for page in pages), default=0)
    could = [chance > 0 for page in pages for _, chance in page.other]
    covered = sum(could) / len(could) if could else 0.0
    weight, click = _matched(pages, depth)
    totals = weight.sum(axis=0)
    squares = (weight**2).sum(axis=0)
    seen = squares > 0
    worth = np.divide(totals**2, squares, out=np.zeros(depth), where=seen)
    effective = float(worth.min()) if depth else 0.0
    why_not = _why_not(len(visitors), covered, effective)
    if why_not:
        counts = len(pages), len(visitors)
        return Otherwise(None, None, None, *counts, covered, effective, why_not)
    rates = (weight * click).sum(axis=0) / totals
    residual = ((click - rates) * weight / totals).sum(axis=1)
    at = {name: number for number, name in enumerate(visitors)}
    summed = np.bincount([at[page.visitor] for page in pages], residual, len(visitors))
    few = len(visitors) / (len(visitors) - 1)
    error = float(np.sqrt(few * (summed**2).sum()))
    reach = float(student.ppf((1 + LEVEL) / 2, len(visitors) - 1)) * error
    value = float(rates.sum())
    return Otherwise(
        value, max(0.0, value - reach), value + reach, len(pages), len(visitors), covered, effective
    )


def clicks_a_page(pages: Sequence[Page]) -> float:
    """Of what was shown, as it was shown."""
    return sum(len(page.clicked) for page in pages) / len(pages) if pages else 0.0


def naive(pages: Sequence[Page]) -> float:
    """What looks like an answer and isn't: each thing's clicks over its showings, wherever it
    stood, summed over the other order. Things that mostly stood high look better than they are."""
    shown: dict[str, list[int]] = {}
    for page in pages:
        for place, (thing, _) in enumerate(page.shown):
            shown.setdefault(thing, []).append(int(place in page.clicked))
    rate = {thing: sum(told) / len(told) for thing, told in shown.items()}
    every = [sum(rate.get(thing, 0.0) for thing, _ in page.other) for page in pages]
    return sum(every) / len(every) if every else 0.0


def _matched(pages: Sequence[Page], depth: int) -> tuple[np.ndarray, np.ndarray]:
    """(pages, depth) each: the weight where both orders have the same thing at a place, and whether
    it was clicked there."""
    weight, click = np.zeros((len(pages), depth)), np.zeros((len(pages), depth))
    for row, page in enumerate(pages):
        for place, (ours, theirs) in enumerate(zip(page.shown, page.other, strict=False)):
            if ours[0] == theirs[0] and ours[1] > 0:
                weight[row, place] = 1 / ours[1]
                click[row, place] = float(place in page.clicked)
    return weight, click


def _why_not(visitors: int, covered: float, effective: float) -> str:
    if visitors < FEWEST_VISITORS:
        return "few_visitors"
    if covered < FEWEST_COVERED:
        return "uncovered"
    return "few_effective" if effective < FEWEST_EFFECTIVE else ""
