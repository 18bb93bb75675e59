"""Pages whose clicks follow a known rule, shown in a drawn order: how far what is said of another
order is from what that order truly gets."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np

from retrieval.personal.trial.otherwise import Page, naive, otherwise
from retrieval.personal.trial.shuffling import MOST, places, shuffled, weights_of

KINDS, SHOWN, PAGES_EACH = 30, 8, 4
FADES = 0.7
"""How a place is looked at: the j-th by (1 + j) to that power less."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of visitor: what would be shown by which weight, how likely each thing is clicked when
    looked at, and in which order another way would show them."""

    weights: list[float]
    likes: list[float]
    other: list[int]
    chances: np.ndarray


@dataclass(frozen=True, slots=True)
class Weighed:
    """`error` and `naive_error` are roots of mean squares, `naive_off` the mean; of `runs` that
    gave an estimate `held` is the share whose interval held the truth."""

    runs: int
    refused: int
    truth: float
    as_shown: float
    error: float
    held: float
    naive_error: float
    naive_off: float
    effective: float


def weighed(runs: int, visitors: int, seed: int, done: Callable[[], None]) -> Weighed:
    chance = random.Random(seed)
    kinds = [_kind(chance) for _ in range(KINDS)]
    truth = sum(_clicks(kind, kind.other) for kind in kinds) / KINDS
    best = sum(_clicks(kind, list(range(MOST))) for kind in kinds) / KINDS
    errors, naives, held, refused, worth = [], [], 0, 0, []
    for _ in range(runs):
        pages = [page for v in range(visitors) for page in _pages(f"v{v}", kinds, chance)]
        found = otherwise(pages)
        naives.append(naive(pages) - truth)
        done()
        if found.estimate is None or found.low is None or found.high is None:
            refused += 1
            continue
        errors.append(found.estimate - truth)
        held += found.low <= truth <= found.high
        worth.append(found.effective)
    n = len(errors)
    return Weighed(
        runs, refused, truth, best, _root(errors), held / n if n else 0.0, _root(naives),
        sum(naives) / len(naives), sum(worth) / n if n else 0.0,
    )  # fmt: skip


def _kind(chance: random.Random) -> Kind:
    """What is liked and what is shown first agree in part: else there would be nothing to learn."""
    scores = sorted((0.3 + 0.7 * chance.random() for _ in range(MOST)), reverse=True)
    likes = [min(0.6, 0.05 + 0.25 * score * chance.random()) for score in scores]
    guess = [like * (0.6 + 0.8 * chance.random()) for like in likes]
    other = sorted(range(MOST), key=lambda thing: -guess[thing])
    weights = weights_of(scores)
    return Kind(weights, likes, other, places(weights))


def _pages(visitor: str, kinds: list[Kind], chance: random.Random) -> list[Page]:
    number = chance.randrange(len(kinds))
    kind = kinds[number]
    return [_page(visitor, number, kind, chance) for _ in range(PAGES_EACH)]


def _page(visitor: str, number: int, kind: Kind, chance: random.Random) -> Page:
    order = shuffled(kind.weights, chance)[:SHOWN]

    def told(things: list[int]) -> tuple[tuple[str, float], ...]:
        return tuple(
            (f"{number}-{thing}", float(kind.chances[thing, place]))
            for place, thing in enumerate(things[:SHOWN])
        )

    clicked = frozenset(
        place for place, thing in enumerate(order)
        if chance.random() < kind.likes[thing] * _looked_at(place)
    )  # fmt: skip
    return Page(visitor, told(order), told(kind.other), clicked)


def _clicks(kind: Kind, order: list[int]) -> float:
    return sum(kind.likes[thing] * _looked_at(place) for place, thing in enumerate(order[:SHOWN]))


def _looked_at(place: int) -> float:
    return float((1 + place) ** -FADES)


def _root(errors: list[float]) -> float:
    return sqrt(sum(one * one for one in errors) / len(errors)) if errors else 0.0
