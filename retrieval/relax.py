"""What to give up when no product meets every constraint, in a stated order. Owns no search: it
is asked with a function that says whether anything is found.

First single steps, the dearest wish last: rating, stock, text, attributes, size, colour, then the
price by steps to the nearest, then category and department. If no single step helps, they are
taken together in that order. A negation is never given up, and neither is a brand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from retrieval.values import Constraint, Op, Relaxation

Constraints: TypeAlias = tuple[Constraint, ...]
Finds: TypeAlias = Callable[[Constraints], bool]

ORDER = ("rating", "in_stock", "text", "attribute", "size", "colour", "price", "category")
PRICE_STEPS = (1.1, 1.25, 1.5, 2.0, 3.0)


def relax(constraints: Constraints, finds: Finds) -> tuple[Constraints, tuple[Relaxation, ...]]:
    """The nearest constraints under which `finds` is true, and what was loosened to get there.

    Hands back `constraints` untouched, with nothing loosened, when no permitted step helps.
    """
    for place in _by_order(constraints):
        for looser in _steps(constraints[place]):
            tried = _with(constraints, place, looser)
            if finds(tried):
                return _kept(tried), (_relaxation(constraints[place], looser),)
    return _together(constraints, finds)


def _together(constraints: Constraints, finds: Finds) -> tuple[Constraints, tuple[Relaxation, ...]]:
    """Drop one after the other; the last one needed by no more than it must."""
    given_up: list[Relaxation] = []
    current = constraints
    for place in _by_order(constraints):
        for looser in _steps(constraints[place]):
            tried = _with(current, place, looser)
            if finds(tried):
                given_up.append(_relaxation(constraints[place], looser))
                return _kept(tried), tuple(given_up)
        current = _with(current, place, None)
        given_up.append(_relaxation(constraints[place], None))
    return constraints, ()


def _by_order(constraints: Constraints) -> Sequence[int]:
    places = [place for place, c in enumerate(constraints) if _may_relax(c)]
    return sorted(places, key=lambda place: ORDER.index(_kind(constraints[place])))


def _kind(constraint: Constraint) -> str:
    name = constraint.field.partition(":")[0]
    return "category" if name == "department" else name


def _may_relax(constraint: Constraint) -> bool:
    return constraint.op is not Op.NONE_OF and _kind(constraint) in ORDER


def _steps(constraint: Constraint) -> Iterator[Constraint | None]:
    """Ever looser forms of one constraint; None drops it."""
    if constraint.field == "price":
        for factor in PRICE_STEPS:
            yield replace(
                constraint,
                low=None if constraint.low is None else round(constraint.low / factor, 2),
                high=None if constraint.high is None else round(constraint.high * factor, 2),
            )
    yield None


def _with(constraints: Constraints, place: int, looser: Constraint | None) -> Constraints:
    """A dropped constraint keeps its place as one that asks for nothing."""
    return (*constraints[:place], looser or _nothing(constraints[place]), *constraints[place + 1 :])


def _nothing(constraint: Constraint) -> Constraint:
    return Constraint(constraint.field, Op.ANY_OF)


def _kept(constraints: Constraints) -> Constraints:
    return tuple(c for c in constraints if c.op is Op.BETWEEN or c.values)


def _relaxation(constraint: Constraint, looser: Constraint | None) -> Relaxation:
    return Relaxation(constraint.field, stated(constraint), stated(looser) if looser else "")


def stated(constraint: Constraint) -> str:
    """A constraint's demand in signs rather than in a language's words: `≤ 30`, `20–30 cm`."""
    if constraint.op is not Op.BETWEEN:
        sign = "≠ " if constraint.op is Op.NONE_OF else ""
        return sign + ", ".join(constraint.values)
    low, high, unit = constraint.low, constraint.high, f" {constraint.unit}".rstrip()
    if low is None:
        return f"≤ {high:g}{unit}" if high is not None else ""
    return f"≥ {low:g}{unit}" if high is None else f"{low:g}–{high:g}{unit}"
