"""A merchant's rules in searches of the small shop."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from small_shop import thing

from retrieval.index import Index
from retrieval.merchandise import Boost, Pin, Rules, Synonym
from retrieval.values import Constraint, Hit, Op, SearchResult


@pytest.fixture
def ruled(index: Index) -> Iterator[Index]:
    """The small shop, without rules again afterwards."""
    yield index
    index.merchandise(Rules())


def ids(result: SearchResult) -> list[str]:
    return [hit.product.product_id for hit in result.hits]


def added(hit: Hit, part: str) -> float:
    return sum(one.added for one in hit.parts if one.part == part)


def only(field: str, value: str) -> tuple[Constraint, ...]:
    return (Constraint(field, Op.ANY_OF, (value,)),)


def test_pinned_products_come_first_in_their_order_and_say_so(ruled: Index) -> None:
    ruled.merchandise(Rules((Pin("jacket", ("jacket-wool", "jacket-storm")),)))
    result = ruled.search("jackets")
    assert ids(result)[:3] == ["jacket-wool", "jacket-storm", "jacket-rain"]
    assert [bool(added(hit, "pin")) for hit in result.hits[:3]] == [True, True, False]
    for hit in result.hits:
        assert sum(part.added for part in hit.parts) == pytest.approx(hit.score, abs=1e-5)


def test_what_is_pinned_need_not_have_been_found_by_itself(ruled: Index) -> None:
    ruled.merchandise(Rules((Pin("jacket", ("teapot",)),)))
    assert ids(ruled.search("jacket"))[0] == "teapot"
    assert "teapot" not in ids(ruled.search("wool jacket"))  # another query


def test_a_pin_breaks_no_condition(ruled: Index) -> None:
    ruled.merchandise(Rules((Pin("jacket", ("jacket-storm", "jacket-rain")),)))
    assert ids(ruled.search("jacket under 100"))[0] == "jacket-rain"
    for query in ("jacket under 100", "jacket, not black", "jacket not from Harrow"):
        result = ruled.search(query)
        assert "jacket-storm" not in ids(result), query
        assert result.relaxed == ()


def test_a_wish_for_an_order_goes_before_a_pin(ruled: Index) -> None:
    plain = ids(ruled.search("cheapest jacket"))
    ruled.merchandise(Rules((Pin("jacket", ("jacket-storm",)),)))
    assert ids(ruled.search("cheapest jacket")) == plain


def test_a_boost_puts_forward_and_a_burial_back(ruled: Index) -> None:
    ruled.merchandise(Rules(boosts=(Boost(only("brand", "Selkie"), 0.3),)))
    best = ruled.search("jacket").hits[0]
    assert best.product.product_id == "jacket-wool"
    assert added(best, "boost") == pytest.approx(0.3)
    ruled.merchandise(Rules(boosts=(Boost(only("brand", "Selkie"), -0.3),)))
    buried = next(h for h in ruled.search("jacket").hits if h.product.product_id == "jacket-wool")
    assert added(buried, "bury") == pytest.approx(-0.3)
    assert buried.score == pytest.approx(best.score - 0.6, abs=1e-5)


def test_what_is_measured_knows_no_merchant(ruled: Index) -> None:
    plain = ruled.rank("jacket", 10)
    ruled.merchandise(Rules((Pin("jacket", ("teapot",)),)))
    assert ruled.rank("jacket", 10) == plain


def test_a_synonym_the_catalogue_never_says_is_put_in_its_words(ruled: Index) -> None:
    ruled.merchandise(Rules(synonyms=(Synonym(("brewer",), ("kettle",)),)))
    result = ruled.search("a brewer under 45")
    assert ids(result) == ["kettle-electric"]
    assert result.understood.query == "a brewer under 45"
    assert [(c.said, c.meant) for c in result.understood.corrections] == [("brewer", "kettle")]


def test_synonyms_that_the_catalogue_says_find_both(own_index: Index) -> None:
    own_index.upsert(thing("snug", "Peat Snugget", 90, category="Snuggets"))
    before = {h.product.product_id: added(h, "kind") for h in own_index.search("snugget").hits}
    own_index.merchandise(Rules(synonyms=(Synonym(("snugget", "jacket"), ("snugget", "jacket")),)))
    after = {h.product.product_id: added(h, "kind") for h in own_index.search("snuggets").hits}
    jackets = ("jacket-rain", "jacket-storm", "jacket-wool")
    assert not any(before.get(one) for one in jackets)
    assert all(after[one] for one in ("snug", *jackets))
    assert "snug" in ids(own_index.search("jacket"))


def test_another_language_has_its_own_rules(ruled: Index) -> None:
    foreign = Rules(
        (Pin("jacket", ("teapot",), language="de"),),
        synonyms=(Synonym(("brewer",), ("kettle",), "de"),),
    )
    plain = ids(ruled.search("jacket"))
    ruled.merchandise(foreign)
    assert ids(ruled.search("jacket")) == plain
    assert ruled.understand("brewer").corrections == ()


def test_what_the_catalogue_does_not_have_is_named(ruled: Index) -> None:
    rules = Rules(
        (Pin("tent", ("tent-two", "no-such")),),
        (Boost(only("attribute:watrproof", "yes"), 0.1), Boost(only("brand", "Selkie"), 0.1)),
    )
    assert ruled.merchandise(rules) == (
        "pin 1 (`tent`): there is no product no-such",
        "boost: no product has the attribute watrproof: did you mean attribute:waterproof?",
    )
    assert ids(ruled.search("tent"))[0] == "tent-two"
