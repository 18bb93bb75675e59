"""What is like a product, asked of a real index: nearest first, in stock, still there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hash_encoder import HashEncoder
from small_shop import shop

from retrieval.builder import build_index
from retrieval.changes import Remove
from retrieval.index import Index
from retrieval.personal.suggest import IndexCatalogue
from retrieval.query import Language


@pytest.fixture
def index(tmp_path: Path, english: Language) -> Iterator[Index]:
    build_index(shop(), tmp_path, encoder=HashEncoder(), language=english, currency="EUR")
    opened = Index.open(tmp_path, encoder=HashEncoder(), languages=[english])
    yield opened
    opened.close()


def nearest(index: Index, product_id: str) -> dict[str, float]:
    """By brute force over the stored vectors."""
    with index.reading() as parts:
        found = {one.product_id: parts.store.vector_of(one.product_id) for one in index.products()}
    known = {name: vector for name, vector in found.items() if vector is not None}
    here = known[product_id] / np.linalg.norm(known[product_id])
    return {name: float(here @ vector) for name, vector in known.items()}


def in_stock(index: Index) -> set[str]:
    goods = list(index.products())
    return {one.product_id for one in goods if any(v.in_stock for v in one.variants)}


def test_the_nearest_in_stock_come_first_with_their_cosine(index: Index) -> None:
    anchor = next(iter(index.products())).product_id
    told = dict(IndexCatalogue(index).alike({anchor: 1.0}, 5))
    expected = nearest(index, anchor)
    assert set(told) <= in_stock(index)
    assert list(told.values()) == sorted(told.values(), reverse=True)
    for product_id, score in told.items():
        assert score == pytest.approx(expected[product_id], abs=2e-3)
    worst = min(told.values())
    closer = {n for n, s in expected.items() if s > worst + 2e-3 and n in in_stock(index)}
    assert closer <= set(told)


def test_what_was_removed_is_no_more_like_anything(index: Index) -> None:
    catalogue = IndexCatalogue(index)
    anchor, *_ = (one.product_id for one in index.products())
    gone = next(name for name, _ in catalogue.alike({anchor: 1.0}, 5) if name != anchor)
    index.apply([Remove(gone)])
    assert gone not in dict(catalogue.alike({anchor: 1.0}, 5))
    assert catalogue.alike({gone: 1.0}, 5) == []


def test_ids_are_told_of_rows_in_use_alone(index: Index) -> None:
    with index.reading() as parts:
        rows = parts.store.rows().tolist()
        told = parts.store.ids_of([*rows, 9_999])
    assert [told[row] for row in rows] == [one.product_id for one in index.products()]
    assert 9_999 not in told
