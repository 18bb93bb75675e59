"""What to give up when no product meets every constraint, in a stated order. Owns no search: it
is asked with a function that says whether anything is found.

What comes near goes first: a tent for five instead of four, a shade's whole family. Then single
steps, the dearest wish last: rating, stock, text, attributes, size, then the colour, the price up
to the nearest, category and department. If no single step helps, they are taken together in that
order. A negation is never given up, nor is a brand or what is firm. Soft wishes never stand in the
way of anything, so there is nothing to give up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeAlias

from retrieval.values import Constraint, Op, Relaxation

Constraints: TypeAlias = tuple[Constraint, ...]
Finds: TypeAlias = Callable[[Constraints], bool]
Wider: TypeAlias = Callable[[Constraint], Iterable[Constraint]]
Tell: TypeAlias = Callable[[Constraint], str]

ORDER = ("rating", "in_stock", "text", "attribute", "size", "colour", "price", "category")
PRICE_STEPS = (1.1, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0)
# How often the last price step is halved: the nearest price within a two-hundredth of the step.
HALVINGS = 8
# A measure gives way by such shares of itself, a small count by one, two, three.
NEAR_STEPS = ((1, 0.05), (2, 0.1), (3, 0.2))
FAR_STEPS = ((5, 0.35), (8, 0.5))
COUNT = 20


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
    places = _by_order(constraints)
    near = ((place, c) for place in places for c in _near(constraints[place], wider))
    far = ((place, c) for place in places for c in _far(constraints[place]))
    for place, looser in chain(near, far):
        if finds(_with(constraints, place, looser)):
            nearest = _nearest(constraints, place, looser, finds)
            kept = _kept(_with(constraints, place, nearest))
            return kept, (_relaxation(constraints[place], nearest, tell),)
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
        asked = constraints[place]
        for looser in (asked, *_near(asked, wider), *_far(asked)):
            if finds(_with(current, place, looser)):
                nearest = (
                    looser if looser is asked else _nearest(current, place, looser, finds, asked)
                )
                current = _with(current, place, nearest)
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
    may = constraint.op is not Op.NONE_OF and not constraint.firm
    return may and _kind(constraint) in ORDER


def _near(constraint: Constraint, wider: Wider) -> Iterator[Constraint]:
    """What comes nearest to one constraint: the bound itself, other values of its family, a
    little more or less of a measure."""
    if constraint.open_low or constraint.open_high:
        yield replace(constraint, open_low=False, open_high=False)
    yield from wider(constraint)
    if constraint.op is Op.BETWEEN and constraint.field != "price":
        yield from (_grown(constraint, *step) for step in NEAR_STEPS)


def _far(constraint: Constraint) -> Iterator[Constraint | None]:
    """Ever looser forms of one constraint; None drops it."""
    if constraint.field == "price":
        yield from (_priced(constraint, factor) for factor in PRICE_STEPS)
    elif constraint.op is Op.BETWEEN:
        yield from (_grown(constraint, *step) for step in FAR_STEPS)
    yield None


def _priced(constraint: Constraint, factor: float) -> Constraint:
    low, high = constraint.low, constraint.high
    return replace(
        constraint,
        low=None if low is None else round(low / factor, 2),
        high=None if high is None else round(high * factor, 2),
        open_low=False,
        open_high=False,
    )


def _grown(constraint: Constraint, count: int, share: float) -> Constraint:
    """Its bounds apart by `count`, or by a `share` of a measure's own size."""
    low, high = constraint.low, constraint.high
    size = max((abs(bound) for bound in (low, high) if bound is not None), default=0.0)
    by = count if not constraint.unit and size <= COUNT else size * share
    return replace(
        constraint,
        low=None if low is None else _short(low - by),
        high=None if high is None else _short(high + by),
        open_low=False,
        open_high=False,
    )


def _short(number: float) -> float:
    """As people write a measure: three figures."""
    return float(f"{number:.3g}")


def _nearest(
    constraints: Constraints,
    place: int,
    looser: Constraint | None,
    finds: Finds,
    asked: Constraint | None = None,
) -> Constraint | None:
    """`looser` itself; of a price, the nearest one that still finds something."""
    asked = asked or constraints[place]
    if looser is None or asked.field != "price":
        return looser
    factor = next((f for f in PRICE_STEPS if _priced(asked, f) == looser), None)
    if factor is None:
        return looser
    least = max((f for f in (1.0, *PRICE_STEPS) if f < factor), default=1.0)
    for _ in range(HALVINGS):
        middle = (least + factor) / 2
        if finds(_with(constraints, place, _priced(asked, middle))):
            factor = middle
        else:
            least = middle
    return _priced(asked, factor)


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
