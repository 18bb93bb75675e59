"""Words and phrases over all rows, against reading each text."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_shop import shop

from retrieval.filters import Texts, sequences
from retrieval.filters.predicates import full_text, title_without_brand
from retrieval.fold import folded, holds
from retrieval.values import Product

WORDS = ("palm", "oil", "free", "navy", "blue", "elk")
_said = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
_products = st.builds(
    lambda title, brand, description, category: replace(
        shop()[0], title=title, brand=brand, description=description, category=category
    ),
    _said,
    st.sampled_from(["", "elk", "Palm", "navy elk"]),
    _said,
    _said,
)
_phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.none() | _products), max_size=14), _phrases)
def test_phrases_are_found_where_reading_finds_them(
    steps: list[tuple[int, Product | None]], phrase: str
) -> None:
    texts, held = Texts(), dict[int, Product]()
    for number, (row, product) in enumerate(steps):
        if product is None:
            texts.remove(row)
            held.pop(row, None)
        else:
            texts.put(row, product)
            held[row] = product
        if number % 3 == 0:
            texts.post()
    assert set(texts.saying(phrase)) == {r for r, p in held.items() if holds(full_text(p), phrase)}
    assert set(texts.titled(phrase)) == {
        r for r, p in held.items() if holds(folded(p.title), phrase)
    }
    assert set(texts.titled_besides_brand(phrase)) == {
        r for r, p in held.items() if holds(title_without_brand(p), phrase)
    }
    for word in WORDS:
        assert set(texts.named(word)) == {
            r for r, p in held.items() if word in folded(f"{p.title} {p.category}").split()
        }
        assert (word in texts) == any(word in full_text(p).split() for p in held.values())


def test_many_rows_at_once_are_noted_as_one_by_one() -> None:
    rng = np.random.default_rng(3)
    products = [
        replace(shop()[0], title=" ".join(rng.choice(WORDS, 4)), brand="elk") for _ in range(60)
    ]
    together, alone = Texts(), Texts()
    for row, product in enumerate(products):
        together.put(row, product)
        alone.put(row, product)
        alone.post()
    for phrase in ("palm", "palm oil", "navy blue elk"):
        assert together.saying(phrase) == alone.saying(phrase)
        assert together.titled(phrase) == alone.titled(phrase)


def test_closing_holes_moves_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequences, "MIN_WASTE", 20)
    texts, products = Texts(), shop()
    for turn in range(5):
        for row, product in enumerate(products):
            texts.put(row, replace(product, description=f"turn {turn}"))
    assert set(texts.saying("turn 4")) == set(range(len(products)))
    assert not texts.saying("turn 3")
    assert set(texts.titled("rain jacket")) == {0}
