"""What a search finds, in which order, with which reasons."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.encoder import Encoder
from retrieval.filters import matching_variant
from retrieval.index import Index
from retrieval.values import Constraint, Op, SearchResult, Sort, Understood


def ids(result: SearchResult) -> list[str]:
    return [hit.product.product_id for hit in result.hits]


def wish(text: str, *constraints: Constraint, sort: Sort | None = None) -> Understood:
    return Understood(text, text, constraints, sort)


def below(price: float) -> Constraint:
    return Constraint("price", Op.BETWEEN, high=price, words=f"under {price:g}")


def any_of(field: str, *values: str) -> Constraint:
    return Constraint(field, Op.ANY_OF, values, words=" ".join(values))


def none_of(field: str, *values: str) -> Constraint:
    return Constraint(field, Op.NONE_OF, values, words=" ".join(values))


def test_the_thing_itself_comes_first(index: Index) -> None:
    assert ids(index.search("whistling kettle"))[0] == "kettle"
    assert ids(index.search("something to keep the rain off"))[0].startswith("jacket")


def test_every_hit_meets_every_constraint_and_shows_the_variant_that_does(index: Index) -> None:
    asked = (below(120), none_of("colour", "black"))
    result = index.search(wish("waterproof jacket", *asked))
    assert ids(result)[0] == "jacket-rain"
    assert result.relaxed == ()
    for hit in result.hits:
        assert matching_variant(hit.product, asked) == hit.variant
    assert result.hits[0].variant.options["colour"] == "red"


def test_total_counts_what_passes_not_what_is_shown(index: Index) -> None:
    result = index.search(wish("kettle", any_of("department", "Kitchen")), k=1)
    assert (len(result.hits), result.total) == (1, 4)


def test_filters_of_the_caller_are_conditions_too(index: Index) -> None:
    result = index.search("jacket", filters=[any_of("brand", "Selkie")])
    assert {hit.product.brand for hit in result.hits} == {"Selkie"}


def test_reasons_are_facts_of_the_product(index: Index) -> None:
    hit = index.search(wish("rain jacket", below(120), any_of("colour", "red"))).hits[0]
    told = {(reason.kind, reason.field): reason.value for reason in hit.reasons}
    assert told["constraint", "price"] == "€95.00"
    assert told["constraint", "colour"] == "red"
    assert told["words", "title"] == "Drizzle Waterproof Rain Jacket"
    assert told["rating", "rating"] == "4.6"
    assert "meaning", "title" not in told


def test_a_word_found_only_in_the_description_is_quoted_with_its_sentence(index: Index) -> None:
    hit = next(h for h in index.search("strainer").hits if h.product.product_id == "teapot")
    reason = next(r for r in hit.reasons if r.kind == "words")
    assert (reason.field, reason.value) == ("description", "For four cups, with a strainer.")


def test_meaning_is_named_where_no_word_matched(index: Index) -> None:
    hit = index.search("sneakers trainers").hits[0]
    assert hit.product.product_id == "boots"
    assert [reason.kind for reason in hit.reasons if reason.kind == "words"] == []
    assert "meaning" in [reason.kind for reason in hit.reasons]


@pytest.mark.parametrize("query", ["GL-4400/X", "gl4400x", "gl 4400 x", "have you a GL-4400/X"])
def test_an_exact_code_comes_first_however_it_is_written(index: Index, query: str) -> None:
    hit = index.search(query).hits[0]
    assert hit.product.product_id == "jacket-storm"
    assert hit.reasons[0].kind == "code"


def test_a_code_that_a_condition_excludes_is_not_shown(index: Index) -> None:
    result = index.search(Understood("gl4400x", "gl4400x", (below(100),)))
    assert all(hit.variant.price is not None for hit in result.hits)
    assert "jacket-storm" not in ids(result) or result.relaxed


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.PRICE_ASC, "jacket-rain"),
        (Sort.PRICE_DESC, "jacket-storm"),
        (Sort.RATING, "jacket-wool"),
        (Sort.NEWEST, "jacket-storm"),
    ],
)
def test_a_sort_wish_orders_what_is_relevant_and_lets_in_nothing_else(
    index: Index, sort: Sort, expected: str
) -> None:
    result = index.search(wish("jacket", sort=sort))
    assert ids(result)[0] == expected
    assert set(ids(result)) == {"jacket-rain", "jacket-storm", "jacket-wool"}


def test_without_words_all_that_passes_is_shown_the_best_loved_first(index: Index) -> None:
    result = index.search(wish("", any_of("department", "Outdoor")), k=50)
    assert len(result.hits) == result.total == 6
    assert ids(result)[0] == "jacket-wool"
    assert ids(result)[-1] == "boots", "what is sold out comes last"


@pytest.mark.parametrize("query", ["quantum flux capacitor", "asdf qwer zxcv", "пылесос", "¿¡!?"])
def test_what_the_shop_does_not_have_finds_nothing(index: Index, query: str) -> None:
    assert ids(index.search(query)) == []


def test_nothing_under_the_price_loosens_the_price_to_the_nearest_step(index: Index) -> None:
    result = index.search(wish("tent", below(200), any_of("category", "Tents")))
    assert ids(result) == ["tent-two"]
    (relaxed,) = result.relaxed
    assert (relaxed.constraint, relaxed.loosened_from, relaxed.to) == (
        "price",
        "under 200",
        "up to €220",
    )


def test_a_query_that_something_satisfies_is_never_relaxed(index: Index) -> None:
    assert index.search(wish("kettle", below(40))).relaxed == ()


def test_negations_and_brands_are_never_given_up(index: Index) -> None:
    result = index.search(wish("kettle", any_of("brand", "Selkie"), below(5)))
    assert ids(result) == []
    assert result.relaxed == ()
    result = index.search(wish("", none_of("department", "Outdoor", "Kitchen", "Home")))
    assert ids(result) == []


def test_a_vector_given_is_used_instead_of_encoding(index: Index, encoder: Encoder) -> None:
    lamp = encoder.encode(["brass reading lamp"])[0]
    result = index.search(wish("zzyzx"), query_vector=lamp)
    assert ids(index.search(wish("brass reading lamp"), query_vector=lamp))[0] == "lamp"
    assert ids(result)[:1] in ([], ["lamp"])


def test_a_ranking_for_runs_has_falling_scores_and_no_repeats(index: Index) -> None:
    ranked = index.rank("jacket for rain", 100)
    assert len({product_id for product_id, _ in ranked}) == len(ranked)
    assert (np.diff([score for _, score in ranked]) <= 1e-6).all()


def test_an_understood_query_is_searched_as_it_is(index: Index) -> None:
    understood = index.understand("kettle under 45")
    assert ids(index.search(understood)) == ids(index.search("kettle under 45"))
    assert ids(index.search(understood)) == ["kettle-electric"]


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=120), st.integers(1, 20))
def test_no_text_breaks_a_search(index: Index, query: str, k: int) -> None:
    result = index.search(query, k=k)
    assert len(result.hits) <= k
    assert result.as_json()["took_ms"] >= 0
