"""What two products have in common, by their records: as much as a shopper would say of it."""

from __future__ import annotations

from retrieval.values import Product

MOST = 3
FIELDS = ("category", "brand")
YES = "yes"


def in_common(one: Product, other: Product, most: int = MOST) -> tuple[tuple[str, str], ...]:
    """(field, value): the kind and the brand first, then attributes in the first's order. What
    both are not is nothing in common."""
    named = [(name, getattr(one, name)) for name in FIELDS]
    shared = [(name, value) for name, value in named if value and value == getattr(other, name)]
    for attribute in one.attributes:
        same = other.attribute(attribute.name)
        if same is None or attribute.value is False:
            continue
        if (same.value, same.unit) == (attribute.value, attribute.unit):
            shared.append((attribute.name, attribute.text))
    return tuple(shared[:most])


def spoken(field: str, value: str) -> str:
    """`waterproof: yes` is said as "waterproof"; a kind and a brand by their names alone."""
    label = field.replace("_", " ")
    if value == YES:
        return label
    return value if field in FIELDS else f"{label} {value}"
