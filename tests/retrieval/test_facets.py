"""Which conditions are offered to narrow a search, and that each holds what it promises."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from retrieval.facets import Split, most_telling, splits
from retrieval.filters import matching_variant
from retrieval.index import Index
from retrieval.query import Language
from retrieval.values import Attribute, Money, Product, Variant

QUERIES = ["jacket", "tent", "coffee under 30", "laptop, not black", "gift for a gardener"]


def product(number: int, price: float, colour: str, **flags: bool) -> Product:
    variant = Variant(f"v{number}", {"colour": colour}, Money.of(price, "EUR"), stock=1)
    attributes = tuple(Attribute(name, value) for name, value in flags.items())
    return Product(f"p{number}", "Mug", (variant,), brand="Kiln", attributes=attributes)


@pytest.mark.parametrize("query", QUERIES)
def test_what_a_facet_says_is_understood_as_just_it_and_leaves_what_it_counts(
    sample_index: Index, query: str
) -> None:
    understood = sample_index.understand(query)
    found = sample_index.search(understood, k=1).found
    facets = sample_index.facets(understood)
    assert len({facet.field for facet in facets}) == len(facets) >= 2
    for facet in facets:
        refined = sample_index.refine(understood, facet.text)
        (added,) = set(refined.constraints) - set(understood.constraints)
        assert set(understood.constraints) < set(refined.constraints)
        assert added.field == facet.field
        hits = sample_index.search(refined, k=500).hits
        assert 0 < len(hits) == facet.count < found
        assert all(matching_variant(hit.product, [added]) for hit in hits)


def test_what_the_customer_has_settled_is_not_asked_again(sample_index: Index) -> None:
    understood = sample_index.understand("blue jacket under 200")
    fields = {facet.field for facet in sample_index.facets(understood)}
    assert fields
    assert not fields & {"price", "colour"}


def test_a_page_that_holds_everything_needs_no_narrowing(sample_index: Index) -> None:
    understood = sample_index.understand("a waterproof jacket under 60")
    assert sample_index.search(understood).found <= 5
    assert sample_index.facets(understood) == ()


def test_what_keeps_all_or_nothing_is_no_facet(english: Language) -> None:
    mugs = [product(n, 10, "blue", microwave_safe=True, chipped=False) for n in range(20)]
    assert splits(mugs, (), english, "EUR") == []


def test_the_evener_split_comes_first_and_its_shadow_never(english: Language) -> None:
    mugs = [
        product(n, 10, "blue", dishwasher_safe=n % 2 == 0, tall=n % 2 == 0, gilded=n < 3)
        for n in range(20)
    ]
    chosen = most_telling(splits(mugs, (), english, "EUR"), 4)
    assert [split.text for split in chosen] == ["dishwasher safe", "gilded"]


def test_price_is_split_at_a_round_amount(english: Language) -> None:
    mugs = [product(n, 5 + n, "blue") for n in range(40)]
    (split,) = most_telling(splits(mugs, (), english, "EUR"), 1)
    assert split.field == "price"
    assert split.text in ("under €20", "under €25", "under €30")
    assert 0.3 < split.kept.mean() < 0.7


def test_shades_of_a_colour_are_one_family(english: Language) -> None:
    mugs = [product(n, 10, ["navy", "cobalt", "red", "white"][n % 4]) for n in range(20)]
    texts = [split.text for split in splits(mugs, (), english, "EUR")]
    assert "in blue" in texts
    assert not {"in navy", "in cobalt"} & set(texts)


def test_order_of_products_does_not_matter() -> None:
    generator = np.random.default_rng(7)
    masks = generator.random((12, 60)) < generator.random((12, 1))
    some = [Split(f"f{n}", f"t{n}", mask, 1.0) for n, mask in enumerate(masks)]
    order = generator.permutation(60)
    shuffled = [replace(split, kept=split.kept[order]) for split in some]
    chosen = [split.text for split in most_telling(some, 5)]
    assert chosen == [split.text for split in most_telling(shuffled, 5)]
