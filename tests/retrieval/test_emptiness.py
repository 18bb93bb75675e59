"""What the shop has is found in a customer's own words; what it hasn't is not faked."""

from __future__ import annotations

import pytest

from retrieval.index import Index


@pytest.mark.parametrize(
    "query",
    [
        "lego star wars",
        "dragon egg",
        "life insurance",
        "car tyres",
        "fishing rod",
        "guitar strings",
        "wedding dress",
        "skateboard",
        "swimming goggles",
        "golf clubs",
        "nail polish",
        "a pizza",
    ],
)
def test_a_name_of_what_is_not_sold_finds_nothing(sample_index: Index, query: str) -> None:
    assert sample_index.search(query).hits == ()


@pytest.mark.parametrize(
    ("query", "category"),
    [
        ("something warm to sleep in outdoors", "sleeping bag"),
        ("gift for a coffee lover", "coffee"),
        ("keep my drinks cold on a hike", "water bottle"),
        ("feed the birds in winter", "bird feeder"),
        ("boil water fast", "kettle"),
        ("walk the dog in the rain", "dog coat"),
        ("prune my roses", "secateurs"),
        ("charge my phone while travelling", "charger"),
        ("quiet keyboard for a shared office", "keyboard"),
    ],
)
def test_what_is_sold_is_found_by_its_purpose(
    sample_index: Index, query: str, category: str
) -> None:
    assert category in {hit.product.category for hit in sample_index.search(query, k=5).hits}


def test_a_gift_is_whatever_meets_the_conditions(sample_index: Index) -> None:
    hits = sample_index.search("a gift under 20").hits
    assert len(hits) == 10
    assert all(hit.variant.price and hit.variant.price.amount <= 20 for hit in hits)
