"""A page of other things than were named says so; a page of what was named doesn't."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.index import Index


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("washing machine", "espresso machine"),
        ("cat beds", "dog bed"),
        ("cat beds under 100 that aren't grey", "dog bed"),
    ],
)
def test_another_kind_is_told(sample_index: Index, query: str, shown: str) -> None:
    result = sample_index.search(query)
    told = [one for one in result.relaxed if one.constraint == "category"]
    assert [one.loosened_from for one in told] == [result.understood.kind]
    assert told[0].to.split(", ")[0] == shown
    assert result.hits[0].product.category == shown


@pytest.mark.parametrize(
    "query",
    [
        "dog beds",
        "espresso machine",
        "laptop bag",
        "bike helmet for kids",
        "black coffee mug",
        "machine",
        "something for the garden",
        "rain coat",
        "three litre bottle",
        "a thousand and one nights of espresso",
    ],
)
def test_what_was_named_is_not_called_another_kind(sample_index: Index, query: str) -> None:
    result = sample_index.search(query)
    assert result.hits
    assert "category" not in [one.constraint for one in result.relaxed]


def test_more_like_a_product_is_of_no_named_kind(sample_index: Index) -> None:
    first = sample_index.search("cat beds")
    like = replace(first.understood, like=first.hits[0].product.product_id)
    result = sample_index.search(like)
    assert result.hits
    assert result.relaxed == ()
