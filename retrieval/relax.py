"""What to give up when no product meets every constraint, in a stated order. Owns no search: it
is asked with a function that says whether anything is found.

First single steps, the dearest wish last: rating, stock, text, attributes, size, then the colour
(its family before any colour), the price by steps to the nearest, category and department. If no
single step helps, they are taken together in that order. A negation is never given up, nor is a
brand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from retrieval.values import Constraint, Op, Relaxation

Constraints: TypeAlias = tuple[Constraint, ...]
Finds: TypeAlias = Callable[[Constraints], bool]
Wider: TypeAlias = Callable[[Constraint], Iterable[Constraint]]
Tell: TypeAlias = Callable[[Constraint], str]

ORDER = ("rating", "in_stock", "text", "attribute", "size", "colour", "price", "category")
PRICE_STEPS = (1.1, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0)


def stated(constraint: Constraint) -> str:
    """A constraint's demand in signs rather than in a language's words."""
    return constraint.demand


def _no_wider(_: Constraint) -> Iterable[Constraint]:
    return ()


def relax(
    constraints: Constraints, finds: Finds, wider: Wider = _no_wider, tell: Tell = stated
) -> tuple[Constraints, tuple[Relaxation, ...]]:
    """The nearest constraints under which `finds` is true, and what was loosened to get there.

    `wider` gives looser forms of a constraint that the catalogue knows; `tell` words one for the
    customer. Hands back `constraints` untouched, with nothing loosened, when no step helps.
    """
    for place in _by_order(constraints):
        for looser in _steps(constraints[place], wider):
            tried = _with(constraints, place, looser)
            if finds(tried):
                return _kept(tried), (_relaxation(constraints[place], looser, tell),)
    return _together(constraints, finds, wider, tell)


def _together(
    constraints: Constraints, finds: Finds, wider: Wider, tell: Tell
) -> tuple[Constraints, tuple[Relaxation, ...]]:
    """Drop one after the other until something is found; then take back what needn't have gone,
    the dearest first, and the last by no more than it must."""
    places = _by_order(constraints)
    current = constraints
    for place in places:
        current = _with(current, place, None)
        if finds(current):
            break
    else:
        return constraints, ()
    for place in reversed(places):
        for looser in (constraints[place], *_steps(constraints[place], wider)):
            tried = _with(current, place, looser)
            if finds(tried):
                current = tried
                break
    changed = [place for place in places if current[place] != constraints[place]]
    told = (_relaxation(constraints[p], _still_asked(current[p]), tell) for p in changed)
    return _kept(current), tuple(told)


def _still_asked(constraint: Constraint) -> Constraint | None:
    return constraint if constraint.op is Op.BETWEEN or constraint.values else None


def _by_order(constraints: Constraints) -> Sequence[int]:
    places = [place for place, c in enumerate(constraints) if _may_relax(c)]
    return sorted(places, key=lambda place: ORDER.index(_kind(constraints[place])))


def _kind(constraint: Constraint) -> str:
    name = constraint.field.partition(":")[0]
    return "category" if name == "department" else name


def _may_relax(constraint: Constraint) -> bool:
    return constraint.op is not Op.NONE_OF and _kind(constraint) in ORDER


def _steps(constraint: Constraint, wider: Wider) -> Iterator[Constraint | None]:
    """Ever looser forms of one constraint; None drops it."""
    yield from wider(constraint)
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


def _relaxation(constraint: Constraint, looser: Constraint | None, tell: Tell) -> Relaxation:
    said = constraint.words or tell(constraint)
    return Relaxation(constraint.field, said, tell(looser) if looser else "")
