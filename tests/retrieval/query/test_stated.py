"""Values by name and word, against reading every product."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import shelf

from retrieval.fold import holds, phrase
from retrieval.query.stated import Stated
from retrieval.values import Attribute, Product

_values = st.lists(st.sampled_from(["solid", "oak", "walnut", "8", "port"]), min_size=1, max_size=3)
_attributes = st.builds(
    Attribute, st.sampled_from(["material", "make"]), _values.map(" ".join) | _values.map(tuple)
)
_products = st.lists(_attributes, max_size=3).map(
    lambda attributes: replace(shelf()[0], variants=(), attributes=tuple(attributes))
)


def _said(product: Product) -> set[tuple[str, str]]:
    return {
        (a.name, phrase(value))
        for a in product.attributes
        for value in ((a.value,) if isinstance(a.value, str) else a.value)  # type: ignore[union-attr]
    }


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.none() | _products), max_size=12),
    st.sampled_from(["material", "make"]),
    st.sampled_from(["oak", "solid oak", "8 port", "walnut solid"]),
)
def test_what_is_stated_follows_every_change(
    steps: list[tuple[int, Product | None]], name: str, said: str
) -> None:
    stated, held = Stated(), dict[int, Product]()
    for row, product in steps:
        if row in held:
            stated.remove(row, held.pop(row))
        if product is not None:
            stated.put(row, product)
            held[row] = product
    everything = {one for product in held.values() for one in _said(product)}
    assert set(stated.saying(name, said)) == {
        v for n, v in everything if n == name and holds(v, said)
    }
    words = [word for word in said.split() if not word.isdigit()]
    assert stated.names(words) == {
        n
        for n in ("material", "make")
        if all(any(word in v.split() for m, v in everything if m == n) for word in words)
    }
