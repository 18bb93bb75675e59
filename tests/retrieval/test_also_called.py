"""A thing by a name that the catalogue has another word for."""

from __future__ import annotations

import pytest

from retrieval import Index


@pytest.mark.parametrize(
    ("query", "category"),
    [
        ("rucksack", "hiking backpack"),
        ("rucksacks under 200", "hiking backpack"),
        ("walking sticks", "trekking poles"),
        ("leash", "dog lead and collar"),
        ("flower pot", "planter"),
        ("a cup", "mug"),
        ("flower pots", "planter"),
    ],
)
def test_it_is_found_by_the_name_that_people_say(
    sample_index: Index, query: str, category: str
) -> None:
    found = [hit.product.category for hit in sample_index.search(query, k=5).hits]
    assert found == [category] * 5


@pytest.mark.parametrize("query", ["backpack", "mug", "tent", "coffee beans", "hammock"])
def test_what_the_catalogue_calls_so_is_left_as_it_was_said(
    sample_index: Index, query: str
) -> None:
    understood = sample_index.understand(query)
    assert sample_index.spoken(understood) == understood.text


def test_both_names_are_looked_for(sample_index: Index) -> None:
    understood = sample_index.understand("a rucksack for hiking")
    assert sample_index.spoken(understood) == f"{understood.text} backpack"
