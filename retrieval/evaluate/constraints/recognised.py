"""Whether what was understood is what was meant. Owns the comparison of a `Constraint` with an
expectation, by field, operator and numbers; never asks the search how it got there."""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.evaluate.constraints.expectation import Expectation
from retrieval.evaluate.constraints.quantities import converted, in_text
from retrieval.evaluate.constraints.suite import Case
from retrieval.evaluate.constraints.words import Words, says, stems
from retrieval.values import Constraint, Op, Relaxation, Understood

CLOSE = 0.03
ABOUT = (0.5, 1.6)
KINDS = ("category", "department")
OWN_FIELDS = ("price", "rating", "in_stock", "colour", "brand")


def is_recognised(expected: Expectation, understood: Understood, query: str, words: Words) -> bool:
    """All of it: every alternative that the query says, in one condition unless ruled out."""
    if expected.kind == "sort":
        return understood.sort is not None and understood.sort.value == expected.values[0]
    if expected.kind in ("number", "in stock", "audience"):
        return any(states(c, expected, words) for c in understood.constraints)
    needed = [value for value in expected.values if says(query, value)] or expected.values[:1]
    covered = [_covered(c, expected, words) for c in understood.constraints]
    if expected.negated:
        return set(needed) <= {value for values in covered for value in values}
    if len(needed) == 1 and needed[0] == expected.values[0]:
        return any(covered)
    return any(set(needed) <= values for values in covered)


def states(constraint: Constraint, expected: Expectation, words: Words) -> bool:
    """`constraint` says what `expected` does, or a part of it."""
    if expected.kind == "number":
        return _same_number(constraint, expected, words)
    if expected.kind == "in stock":
        return constraint.field == "in_stock"
    if expected.kind == "audience":
        return _same_audience(constraint, expected, words)
    return bool(_covered(constraint, expected, words))


def false_constraints(understood: Understood, case: Case, words: Words) -> list[str]:
    """What was recognised and never meant, traps first of all."""
    meant = [*case.expects, *case.may]
    found = [
        _written(constraint)
        for constraint in understood.constraints
        if springs(constraint, case.traps)
        or not (any(states(constraint, e, words) for e in meant) or _is_kind(constraint, case))
    ]
    sort = understood.sort
    if sort is not None and not any(e.kind == "sort" and sort.value in e.values for e in meant):
        found.append(f"sort = {sort.value}")
    return found


def springs(constraint: Constraint, traps: Iterable[str]) -> bool:
    """A trap is a field (`price`), `negation`, `number`, or a field with a value."""
    for trap in traps:
        field, _, value = trap.partition(" = ")
        if field == "negation" and constraint.op is Op.NONE_OF:
            return True
        if field == "number" and constraint.op is Op.BETWEEN:
            return True
        if constraint.field not in (field, *_as_attribute(field)):
            continue
        if not value or any(says(v, value) for v in constraint.values):
            return True
        if value.replace(".", "", 1).isdigit() and float(value) in (
            constraint.low,
            constraint.high,
        ):
            return True
    return False


def _as_attribute(field: str) -> tuple[str, ...]:
    """A flag called `colour` ("prints in colour") is no colour."""
    return () if field in OWN_FIELDS else (f"attribute:{field}",)


def gives_up(relaxation: Relaxation, expected: Expectation, words: Words) -> bool:
    """The note names this expectation."""
    field = relaxation.constraint.removeprefix("attribute:")
    said = f"{relaxation.loosened_from} {field}"
    if expected.kind == "number":
        return field == expected.name or field in words.fields(expected.name)
    if expected.kind == "in stock":
        return field == "in_stock"
    if expected.kind == "audience":
        return field in words.audience_fields or _speaks_of(said, expected, words)
    return field == expected.kind or any(says(said, value) for value in expected.values)


def _covered(constraint: Constraint, expected: Expectation, words: Words) -> set[str]:
    """Which of the values that are meant the constraint holds."""
    if not _may_hold(constraint, expected) or not _same_sign(constraint, expected):
        return set()
    return {value for value in expected.values if _holds(constraint, expected, value, words)}


def _may_hold(constraint: Constraint, expected: Expectation) -> bool:
    if expected.kind in ("brand", "colour"):
        return constraint.field in (expected.kind, "text") or "colour" in constraint.field
    if expected.kind == "department":
        return constraint.field in KINDS
    if expected.kind == "size":
        return constraint.field not in OWN_FIELDS
    return constraint.field not in OWN_FIELDS


def _same_sign(constraint: Constraint, expected: Expectation) -> bool:
    """`none_of yes` and `any_of no` both rule a flag out."""
    excludes = constraint.op is Op.NONE_OF
    if constraint.values == ("no",):
        excludes = not excludes
    return excludes == expected.negated


def _holds(constraint: Constraint, expected: Expectation, value: str, words: Words) -> bool:
    if expected.kind == "size" and constraint.op is Op.BETWEEN:
        return any(_covers(constraint, q.low) for q in in_text(value, words))
    said = [*constraint.values, constraint.words]
    if expected.kind == "text":
        said.append(constraint.field.removeprefix("attribute:").replace("_", " "))
    if expected.kind == "colour":
        return any(says(text, value) for text in said)
    return any(says(text, value) for text in said) or any(
        stems(v) and says(value, v) and len(v) > 2 for v in constraint.values
    )


def _covers(constraint: Constraint, number: float) -> bool:
    low = constraint.low if constraint.low is not None else number
    high = constraint.high if constraint.high is not None else number
    return low <= number <= high


def _same_audience(constraint: Constraint, expected: Expectation, words: Words) -> bool:
    if constraint.op is Op.BETWEEN or (constraint.op is Op.NONE_OF) != expected.negated:
        return False
    said = " ".join((*constraint.values, constraint.words))
    return _speaks_of(said, expected, words)


def _speaks_of(said: str, expected: Expectation, words: Words) -> bool:
    spoken = set(stems(said))
    names = {name for who in expected.values for name in words.audience.get(who, ())}
    return any(set(stems(name)) & spoken for name in names if len(name) > 1)


def _same_number(constraint: Constraint, expected: Expectation, words: Words) -> bool:
    field = constraint.field.removeprefix("attribute:")
    if field != expected.name and field not in words.fields(expected.name):
        return False
    size, dimension = converted(1.0, expected.unit, words)
    if constraint.op is not Op.BETWEEN:
        return expected.exact and any(
            q.low * 0.99 <= (expected.low or 0) * size <= q.high * 1.01
            for value in constraint.values
            for q in in_text(value, words)
        )
    own, own_dimension = converted(1.0, constraint.unit, words)
    if constraint.unit and expected.unit and own_dimension != dimension:
        return False
    if not constraint.unit:
        own = size
    return _same_bounds(
        None if constraint.low is None else constraint.low * own,
        None if constraint.high is None else constraint.high * own,
        expected,
        size,
    )


def _same_bounds(low: float | None, high: float | None, expected: Expectation, size: float) -> bool:
    if expected.about:
        middle = ((expected.low or 0) + (expected.high or 0)) / 2 * size
        if low is None or high is None or not low <= middle <= high:
            return False
        return low >= middle * ABOUT[0] and high <= middle * ABOUT[1]
    if expected.exact:
        value = (expected.low or 0) * size
        low = value if low is None else low
        return (
            low <= value * 1.001 and (high is None or high >= value * 0.999) and low >= value * 0.8
        )
    wanted_low = None if expected.low is None else expected.low * size
    wanted_high = None if expected.high is None else expected.high * size
    if wanted_high is None and wanted_low is not None:
        return low is not None and _close(low, wanted_low) and (high is None or high > wanted_low)
    if wanted_low is None:
        return high is not None and _close(high, wanted_high) and (low is None or low <= 0)
    return (
        low is not None
        and high is not None
        and _close(low, wanted_low)
        and _close(high, wanted_high)
    )


def _close(value: float, wanted: float | None) -> bool:
    return wanted is not None and abs(value - wanted) <= CLOSE * max(abs(wanted), 1e-9)


def _is_kind(constraint: Constraint, case: Case) -> bool:
    """The kind that was named, said as a category, is no condition of its own."""
    if constraint.field not in KINDS or constraint.op is not Op.ANY_OF:
        return False
    said = [*constraint.values, constraint.words]
    return any(says(text, kind) or says(kind, text) for text in said for kind in case.kind)


def _written(constraint: Constraint) -> str:
    if constraint.op is Op.BETWEEN:
        low = "" if constraint.low is None else f"{constraint.low:g}"
        high = "" if constraint.high is None else f"{constraint.high:g}"
        return f"{constraint.field} {low}..{high} {constraint.unit} ({constraint.words})"
    sign = "=" if constraint.op is Op.ANY_OF else "!="
    return f"{constraint.field} {sign} {' | '.join(constraint.values)} ({constraint.words})"
