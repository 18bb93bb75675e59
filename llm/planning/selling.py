"""The one or two points that a short text makes of a product. Owns their order of preference."""

from __future__ import annotations

from dataclasses import replace

from llm.plan import Fact
from llm.planning.points import Point, Points


def selling_points(points: Points) -> list[Point]:
    """Every choice of the table that the record holds, the most telling first."""
    one, two = points.features[:1], points.features[:2]
    thing = points.things[:1]
    pair = points.pairs[0] if points.pairs else ()
    both = (*two[:1], *(replace(fact, slot="feature2") for fact in two[1:]))
    found = [
        (*points.material, *one) if points.material and one else (),
        (*one, *thing) if one and thing else (),
        both if len(both) > 1 else (),
        points.material,
        one,
        thing,
        points.capacity,
        pair,
        points.weight,
        points.colours,
        points.rating,
    ]
    return [point for point in found if point]


def chosen(options: list[Point], turn: int) -> Point:
    """Another one for each turn; empty where there is none."""
    return options[turn % len(options)] if options else ()


def short_enough(options: list[Point], characters: int) -> list[Point]:
    """Those whose facts leave the rest of `characters` to the words around them."""
    return [point for point in options if sum(len(_text(fact)) for fact in point) <= characters]


def _text(fact: Fact) -> str:
    return fact.text or "0.0 stars 00"
