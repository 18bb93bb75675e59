"""Which of some things is the lightest: reads the words that name a measure's least or most, and
puts things in its order. Owns no pointing and no sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from actions.dialogue.words import words_of
from retrieval.units import convert
from retrieval.values import Product, Variant

Known = tuple[Product, Variant]
Extremes = Mapping[str, Mapping[str, Sequence[str]]]

TOLD_ENOUGH = 2
"""So many must state a measure for one to have the most of it."""
PRICE, RATING = "price", "rating"


class Extreme(NamedTuple):
    """The most (or else the least) of a measure: `cheapest` is the least price. `said` are the
    words for it."""

    measure: str
    most: bool
    said: str = ""


def extreme_said(words: str, extremes: Extremes, seen: Sequence[Known]) -> Extreme | None:
    """What `words` name. A word for several measures ("biggest") is about the first of them that
    enough of `seen` state."""
    meant = extremes_said(words, extremes)
    told = (one for one in meant if len(by_measure(seen, one)) >= TOLD_ENOUGH)
    return next(told, meant[0] if meant else None)


def extremes_said(words: str, extremes: Extremes) -> list[Extreme]:
    """All that the longest name in `words` may be about, in the order of `extremes`."""
    named = list(_named(words, extremes))
    longest = max((len(one.said.split()) for one in named), default=0)
    return [one for one in named if len(one.said.split()) == longest]


def _named(words: str, extremes: Extremes) -> Iterator[Extreme]:
    said = f" {' '.join(words_of(words))} "
    for measure, sides in extremes.items():
        for side, names in sides.items():
            spoken = [name for name in names if f" {' '.join(words_of(name))} " in said]
            if spoken:
                yield Extreme(measure, side == "most", max(spoken, key=len))


def extreme(seen: Sequence[Known], wanted: Extreme) -> Known | None:
    """The one that has it; None where fewer than two state the measure, or where two share it:
    then it isn't the one."""
    ranked = by_measure(seen, wanted)
    if len(ranked) < TOLD_ENOUGH or len(foremost(ranked, wanted)) > 1:
        return None
    return ranked[0]


def foremost(ranked: Sequence[Known], wanted: Extreme) -> list[Known]:
    """The first of `ranked`, and those that are level with it."""
    unit = _unit(ranked, wanted.measure)
    best = amount(ranked[0], wanted.measure, unit)
    return [known for known in ranked if amount(known, wanted.measure, unit) == best]


def by_measure(seen: Sequence[Known], wanted: Extreme) -> list[Known]:
    """Those that state it, in one unit, the most (or least) first."""
    unit = _unit(seen, wanted.measure)
    amounts = [(amount(known, wanted.measure, unit), known) for known in seen]
    stating = [(value, known) for value, known in amounts if value is not None]
    ranked = sorted(stating, key=lambda one: one[0], reverse=wanted.most)
    return [known for _, known in ranked]


def amount(known: Known, measure: str, unit: str) -> float | None:
    """Its `measure` in `unit`; None where its record has no such number."""
    product, variant = known
    if measure == PRICE:
        return float(variant.price.amount) if variant.price else None
    if measure == RATING:
        return product.rating
    attribute = product.attribute(measure)
    value = attribute.value if attribute else None
    if attribute is None or not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return convert(float(value), attribute.unit, unit)


def _unit(seen: Sequence[Known], measure: str) -> str:
    """That of the first which states it."""
    found = (product.attribute(measure) for product, _ in seen)
    return next((attribute.unit for attribute in found if attribute), "")
