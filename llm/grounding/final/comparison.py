"""Whether a comparison holds between the values that the records give. Owns no verdict of taste."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from llm.grounding.final.binding import Named, mentioned, product_of
from llm.grounding.final.sentence import Sentence
from llm.grounding.final.tongue import Tongue
from llm.grounding.final.variants import is_money
from llm.plan import Plan

_CLAUSE = re.compile(r"[,;:—–(]")
_FIELDS: dict[str, tuple[str, Callable[[float, float], bool]]] = {
    "price_low": ("price", lambda own, other: own < other),
    "price_high": ("price", lambda own, other: own > other),
    "rating_high": ("rating", lambda own, other: own > other),
    "rating_low": ("rating", lambda own, other: own < other),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison of a sentence: its kind and where its words stand."""

    kind: str
    start: int
    end: int


def comparisons(bare: str, tongue: Tongue) -> Iterator[Compared]:
    """A rating's are no price's: "lower rated" holds a "lower"."""
    rated = [c for c in _found(bare, tongue) if c.kind.startswith("rating")]
    for one in _found(bare, tongue):
        inside = any(r.start <= one.start < r.end for r in rated)
        if one.kind.startswith("rating") or not inside:
            yield one


def _found(bare: str, tongue: Tongue) -> Iterator[Compared]:
    for kind, way in tongue.compare.items():
        yield from (Compared(kind, *match.span()) for match in way.finditer(bare))


def says_cheaper(sentence: Sentence, tongue: Tongue) -> bool:
    return any(one.kind == "price_low" for one in comparisons(sentence.bare, tongue))


def comparison_fault(sentence: Sentence, plan: Plan, named: Named, tongue: Tongue) -> str | None:
    mentions = mentioned(sentence, named, tongue)
    for one in comparisons(sentence.bare, tongue):
        inside = _clause(sentence.bare, one, mentions)
        if not _holds(one, inside or mentions, plan, named):
            return f"a comparison ({one.kind.replace('_', ' ')}) that the records don't bear out"
    return None


def _clause(bare: str, one: Compared, mentions: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The mentions in the comparison's own clause."""
    start = max((m.end() for m in _CLAUSE.finditer(bare, 0, one.start)), default=0)
    after = _CLAUSE.search(bare, one.end)
    end = after.start() if after else len(bare)
    return [(place, product) for place, product in mentions if start <= place < end]


def _holds(one: Compared, mentions: list[tuple[int, str]], plan: Plan, named: Named) -> bool:
    field, better = _FIELDS[one.kind]
    values = _values(plan, field)
    products = [product for _, product in mentions]
    subject = products[0] if products else named.last
    if one.kind == "price_low" and (subject in _cheapest(plan) or _below_list_price(plan)):
        return True
    # "If you'd like to spend less, there are B and C": than what was named before.
    earlier = [p for p in named.order if p not in products]
    if mentions and one.start < mentions[0][0] and _all(better, values, products, earlier):
        return True
    others = [p for p in products if p != subject] or [p for p in values if p != subject]
    return _all(better, values, [subject], others)


def _all(
    better: Callable[[float, float], bool],
    values: dict[str, float],
    products: list[str],
    others: list[str],
) -> bool:
    if not others or not all(product in values for product in (*products, *others)):
        return False
    return all(better(values[own], values[other]) for own in products for other in others)


def _values(plan: Plan, field: str) -> dict[str, float]:
    found = {}
    for fact in plan.facts:
        if fact.field == field and product_of(fact):
            amount = fact.value["amount"] if is_money(fact.value) else fact.value
            found[product_of(fact)] = float(amount)
    return found


def _cheapest(plan: Plan) -> set[str]:
    return {product_of(fact) for fact in plan.facts if fact.slot == "cheaper"}


def _below_list_price(plan: Plan) -> bool:
    return "list_price" in plan.slots and len(_values(plan, "price")) == 1
