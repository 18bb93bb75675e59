"""Rules against the catalogue they are for. Owns the sentences; a rule that the catalogue doesn't
bear is said, and does no harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from retrieval.catalog.mapping import nearest
from retrieval.merchandise.rules import Rules
from retrieval.query import Gazetteers


def problems(
    rules: Rules, has_product: Callable[[str], bool], known: Gazetteers
) -> tuple[str, ...]:
    """One sentence for each rule that names what the catalogue doesn't have."""
    return (*_of_pins(rules, has_product), *_of_boosts(rules, known))


def _of_pins(rules: Rules, has_product: Callable[[str], bool]) -> Iterator[str]:
    for place, pin in enumerate(rules.pins, 1):
        for product_id in pin.products:
            if not has_product(product_id):
                yield f"pin {place} (`{pin.query}`): there is no product {product_id}"


def _of_boosts(rules: Rules, known: Gazetteers) -> Iterator[str]:
    attributes = {
        *known.flags,
        *known.stated.texts,
        *(name for by in known.measures.values() for name, _ in by),
    }
    for boost in rules.boosts:
        name = "boost" if boost.by > 0 else "bury"
        for constraint in boost.match:
            field = constraint.field.removeprefix("attribute:")
            if constraint.field.startswith("attribute:") and field not in attributes:
                near = nearest(field, attributes)
                advice = f": did you mean attribute:{near}?" if near else ""
                yield f"{name}: no product has the attribute {field}{advice}"
