"""The kind of thing that was named is kept before any other condition; over the sample shop."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.index import Index
from retrieval.values import Hit, Product, SearchResult


def categories(result: SearchResult) -> set[str]:
    return {hit.product.category for hit in result.hits}


def test_a_jacket_is_no_dog_coat(sample_index: Index) -> None:
    result = sample_index.search("waterproof jacket in blue under 100")
    assert result.hits
    assert all(category.endswith("jacket") for category in categories(result))
    assert result.relaxed == ()


def test_where_no_red_tent_is_sold_the_colour_gives_way_not_the_tent(sample_index: Index) -> None:
    result = sample_index.search("red or blue tent for 2 persons")
    assert categories(result) == {"tent"}
    assert [(r.constraint, r.loosened_from, r.to) for r in result.relaxed] == [
        ("colour", "red or blue", "")
    ]


def test_a_shade_gives_way_to_its_family_first(sample_index: Index) -> None:
    result = sample_index.search("cobalt rain jacket")
    assert result.hits
    (relaxed,) = result.relaxed
    assert (relaxed.constraint, relaxed.loosened_from, relaxed.to) == ("colour", "cobalt", "blue")
    assert {hit.variant.options["colour"] for hit in result.hits} <= {"navy", "blue", "denim"}


def test_a_price_that_buys_none_goes_up_to_the_nearest_that_does(sample_index: Index) -> None:
    result = sample_index.search("tent under 70 euros")
    assert categories(result) == {"tent"}
    (relaxed,) = result.relaxed
    assert (relaxed.loosened_from, relaxed.to) == ("under 70 euros", "up to €82")
    cheapest = min(variant_price(hit) for hit in result.hits)
    assert cheapest == 82


@pytest.mark.parametrize(
    "query",
    [
        "a present for my dad who likes coffee, around 40 euros",
        "green tent",
        "black laptop bag under 80",
        "frying pan around 50",
        "kettle that is not black",
    ],
)
def test_what_some_product_satisfies_is_never_relaxed(sample_index: Index, query: str) -> None:
    result = sample_index.search(query)
    assert result.hits
    assert result.relaxed == ()


def test_what_is_not_wanted_is_not_shown_even_where_nothing_else_is(sample_index: Index) -> None:
    result = sample_index.search("frying pan without non stick under 20")
    assert categories(result) == {"frying pan"}
    assert [relaxed.constraint for relaxed in result.relaxed] == ["price"]
    assert all(not is_set(hit.product, "non_stick") for hit in result.hits)


def variant_price(hit: Hit) -> float:
    return float(hit.variant.price.amount) if hit.variant.price else 0.0


def is_set(product: Product, flag: str) -> bool:
    attribute = product.attribute(flag)
    return attribute is not None and attribute.value is True


@pytest.mark.parametrize(
    ("query", "category"),
    [
        ("laptop", "laptop"),
        ("a laptop for my studies", "laptop"),
        ("laptop bag", "laptop bag"),
        ("phone case", "phone case"),
        ("a case for my phone", "phone case"),
        ("coffee", "coffee"),
        ("kettle", "kettle"),
        ("phone", "smartphone"),
        ("frying pans", "frying pan"),
    ],
)
def test_the_thing_comes_before_what_goes_with_it(
    sample_index: Index, query: str, category: str
) -> None:
    assert categories(sample_index.search(query, k=5)) == {category}


def test_a_bag_for_a_laptop_is_a_bag(sample_index: Index) -> None:
    assert categories(sample_index.search("bag for laptop", k=5)) == {"laptop bag"}


def test_another_chair_comes_before_what_is_no_chair(sample_index: Index) -> None:
    titles = [hit.product.title for hit in sample_index.search("office chair", k=3).hits]
    assert all(title.endswith("Chair") for title in titles)


def test_a_product_that_sells_out_stands_behind_those_that_fit_as_well(own_index: Index) -> None:
    first = own_index.search("kettle").hits[0].product
    gone = tuple(replace(variant, stock=0) for variant in first.variants)
    own_index.upsert(replace(first, variants=gone))
    hits = own_index.search("kettle").hits
    assert hits[0].product.product_id != first.product_id
    assert first.product_id in [hit.product.product_id for hit in hits]


@pytest.mark.parametrize(
    ("query", "attribute", "least", "most"),
    [
        ("tent for 4 people", "sleeps", 4, 5),
        ("2 person tent", "sleeps", 2, 3),
        ("27 inch monitor", "screen", 27, 27),
        ("20 cm frying pan", "diameter", 20, 20),
    ],
)
def test_a_size_or_a_number_of_people_is_what_the_records_must_say(
    sample_index: Index, query: str, attribute: str, least: float, most: float
) -> None:
    result = sample_index.search(query)
    assert result.relaxed == ()
    assert result.hits
    for hit in result.hits:
        stated = hit.product.attribute(attribute)
        value = hit.variant.options.get(attribute) or (stated and stated.value)
        assert least <= float(str(value).split()[0]) <= most


def ranked_categories(index: Index, query: str, depth: int) -> set[str]:
    found = (index.product(product_id) for product_id, _ in index.rank(query, depth))
    return {product.category for product in found if product}


def test_a_run_has_the_kind_first_where_its_colour_is_not_sold(sample_index: Index) -> None:
    assert ranked_categories(sample_index, "red tent", 5) == {"tent"}


@pytest.mark.parametrize("query", ["coat", "winter coat", "waterproof coat"])
def test_a_coat_is_for_people_unless_a_dog_is_spoken_of(sample_index: Index, query: str) -> None:
    found = categories(sample_index.search(query))
    assert found
    assert all(category.endswith("jacket") for category in found)
    assert all(c.endswith("jacket") for c in ranked_categories(sample_index, query, 5))
    assert categories(sample_index.search(f"{query} for my dog", k=5)) == {"dog coat"}


def test_a_bed_is_a_dog_bed_where_no_other_is_sold(sample_index: Index) -> None:
    assert "dog bed" in categories(sample_index.search("bed", k=3))


@pytest.mark.parametrize(
    ("query", "category"), [("jumper", "fleece"), ("sweater", "fleece"), ("coffee beans", "coffee")]
)
def test_another_name_finds_the_thing(sample_index: Index, query: str, category: str) -> None:
    assert categories(sample_index.search(query)) == {category}
    assert ranked_categories(sample_index, query, 5) == {category}


def test_sleeps_four_is_for_so_many(sample_index: Index) -> None:
    result = sample_index.search("tent that sleeps 4")
    assert categories(result) == {"tent"}
    sleeping = {a.value for h in result.hits for a in h.product.attributes if a.name == "sleeps"}
    assert sleeping <= {4, 5}


def test_a_volume_is_one_of_those_that_a_bottle_comes_in(sample_index: Index) -> None:
    result = sample_index.search("500 ml water bottle")
    assert categories(result) == {"water bottle"}
    assert {hit.variant.options["capacity"] for hit in result.hits} == {"0.5 l"}
