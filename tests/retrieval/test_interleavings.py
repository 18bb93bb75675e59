"""Adding, changing, removing, another price, saving, reloading, rebuilding and searching in any
order: the index answers as a dictionary does."""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hash_encoder import HashEncoder
from shelf_oracle import NAMES, Oracle, odd_constraints, odd_product, with_other_offers

from retrieval.changes import Change, Put, Remove
from retrieval.index import Index
from retrieval.query import Language
from retrieval.values import Sort

OPERATIONS = int(os.environ.get("STORECLERK_SOAK_OPERATIONS", "10000"))
IDS = tuple(f"p{number}" for number in range(60))
MOST = 100  # more than there are products


class Run:
    """An index and its oracle, changed and asked alike."""

    def __init__(self, folder: Path, english: Language, seed: int) -> None:
        self.rng = random.Random(seed)
        self.folder = folder
        self.languages = [english]
        self.encoder = HashEncoder()
        self.oracle = Oracle()
        self.done: Counter[str] = Counter()
        for product_id in IDS[:20]:
            self.oracle.put(odd_product(self.rng, product_id))
        self.index = Index.build(
            self.oracle.in_order(),
            folder,
            encoder=self.encoder,
            languages=self.languages,
            currency="EUR",
        )

    def step(self) -> None:
        act = self.rng.choices(
            (
                self.put,
                self.price,
                self.remove,
                self.batch,
                self.reload,
                self.rebuild,
                self.browse,
                self.meaning,
                self.words,
                self.code,
                self.search,
            ),
            (12, 14, 8, 3, 2, 0.6, 20, 12, 12, 8, 8),
        )[0]
        self.done[act.__name__] += 1
        act()

    def put(self) -> None:
        product = odd_product(self.rng, self.rng.choice(IDS))
        self.index.upsert(product)
        self.oracle.put(product)

    def price(self) -> None:
        product = with_other_offers(self.rng, self.rng.choice(self.oracle.in_order()))
        self.index.upsert(product)
        self.oracle.put(product)

    def remove(self) -> None:
        product_id = self.rng.choice(IDS)
        if len(self.oracle.products) > 1 or product_id not in self.oracle.products:
            assert self.index.remove(product_id) == self.oracle.remove(product_id)

    def batch(self) -> None:
        """Of several changes to one product the last counts; those that stay come in order."""
        kept = self.rng.choice(IDS)
        changes: list[Change] = [Put(odd_product(self.rng, kept))]
        for product_id in self.rng.sample(IDS, self.rng.randint(1, 12)):
            put = Put(odd_product(self.rng, product_id))
            other = product_id != kept and self.rng.random() < 0.4
            changes.append(Remove(product_id) if other else put)
        there = {c.product_id: c.product_id in self.oracle.products for c in changes}
        assert self.index.apply(changes) == there
        last = {change.product_id: change for change in changes}
        for change in last.values():
            if isinstance(change, Put):
                self.oracle.put(change.product)
        for change in last.values():
            if isinstance(change, Remove):
                self.oracle.remove(change.product_id)

    def reload(self) -> None:
        self.index.close()
        self.index = Index.open(self.folder, encoder=self.encoder, languages=self.languages)
        assert self.index.mended == ()
        self.same_products()

    def rebuild(self) -> None:
        """From the same products in another order: rows are counted anew."""
        products = self.oracle.in_order()
        self.rng.shuffle(products)
        self.index.rebuild(products)
        self.oracle = Oracle()
        for product in products:
            self.oracle.put(product)
        self.same_products()

    def same_products(self) -> None:
        assert list(self.index.products()) == self.oracle.in_order()
        assert self.index.meta.count == len(self.oracle.products)

    def browse(self) -> None:
        constraints = odd_constraints(self.rng)
        sort = self.rng.choice((None, None, Sort.PRICE_ASC, Sort.NEWEST))
        understood = replace(self.index.understand(""), sort=sort)
        result = self.index.search(understood, filters=constraints, k=MOST)
        expected = self.oracle.browse(constraints, sort)
        if not expected:
            assert result.relaxed or not result.hits
            return
        assert not result.relaxed
        assert result.total == len(expected)
        assert [(hit.product, hit.variant) for hit in result.hits] == expected

    def meaning(self) -> None:
        text = " ".join(self.rng.choices(NAMES, k=2))
        k = self.rng.choice((1, 5, MOST))
        found = self.index.baseline("vectors", text, k)
        expected = self.oracle.near(text, MOST)
        assert len(found) == min(k, len(expected))
        assert [score for _, score in found] == pytest.approx(
            [score for _, score in expected[:k]], abs=2e-3
        )
        cosine = dict(expected)
        assert all(abs(cosine[name] - score) < 2e-3 for name, score in found)

    def words(self) -> None:
        wanted = self.rng.choices(NAMES, k=self.rng.randint(1, 3))
        found = [name for name, _ in self.index.baseline("bm25", " ".join(wanted), MOST)]
        assert len(found) == len(set(found))
        assert set(found) == self.oracle.saying(wanted)

    def code(self) -> None:
        """A product's own number finds it, and it comes first."""
        codes = [code for p in self.oracle.products.values() for code in p.codes]
        if codes:
            code = self.rng.choice(codes)
            named = self.oracle.with_code(code)
            hits = self.index.search(code, k=MOST).hits
            assert {hit.product.product_id for hit in hits[: len(named)]} == named

    def search(self) -> None:
        """With words and conditions, to the page: what is shown is there, as it is now, and
        nothing that was ruled out unless it says so."""
        constraints = odd_constraints(self.rng)
        text = " ".join(self.rng.choices(NAMES, k=2))
        result = self.index.search(text, filters=constraints, k=MOST)
        shown = {hit.product.product_id: hit for hit in result.hits}
        assert len(shown) == len(result.hits)
        for product_id, hit in shown.items():
            assert hit.product == self.oracle.products[product_id]
            assert hit.variant in hit.product.variants
        if not result.relaxed:
            fitting = {p.product_id: v for p, v in self.oracle.browse(constraints, None)}
            assert {name: hit.variant for name, hit in shown.items()}.items() <= fitting.items()


@pytest.mark.parametrize("seed", [1, 2])
def test_a_live_index_answers_as_a_dictionary_does(
    tmp_path: Path, english: Language, small_ones_kept: None, seed: int
) -> None:
    run = Run(tmp_path / "index", english, seed)
    for _ in range(200):
        run.step()
    run.reload()
    run.index.close()


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_ten_thousand_interleavings(
    tmp_path: Path,
    english: Language,
    small_ones_kept: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run = Run(tmp_path / "index", english, seed=2026)
    for _ in range(OPERATIONS):
        run.step()
    run.reload()
    run.index.close()
    with capsys.disabled():
        print(f"\n{sum(run.done.values())} operations, all as the dictionary has it: {run.done}")
