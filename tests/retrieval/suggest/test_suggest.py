"""Completions of what is being typed, over the small shop."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_shop import shop, thing

from retrieval.index import Index
from retrieval.query import Language
from retrieval.values import SuggestionKind


def texts(index: Index, typed: str) -> list[str]:
    return [one.text for one in index.suggest(typed).suggestions]


def beginnings() -> list[str]:
    names = {n for p in shop() for n in (p.title, p.category, p.brand, f"{p.brand} {p.category}")}
    return sorted({name[:stop] for name in names for stop in range(1, len(name) + 1)})


def test_kinds_and_brands_come_before_single_products(index: Index) -> None:
    found = index.suggest("ja").suggestions
    assert (found[0].text, found[0].kind, found[0].count) == ("Jackets", "category", 3)
    assert {one.kind for one in found[1:]} <= {SuggestionKind.QUERY, SuggestionKind.PRODUCT}
    assert index.suggest("hea").suggestions[0].kind is SuggestionKind.BRAND


def test_a_word_inside_a_name_completes_it_too(index: Index) -> None:
    assert "Tent accessories" in texts(index, "acc")


def test_a_brand_goes_on_to_its_kinds_of_thing(index: Index) -> None:
    assert texts(index, "Hearthside ")[:2] == ["Hearthside Kettles", "Hearthside Teapots"]
    assert texts(index, "hearthside t")[0] == "Hearthside Teapots"


def test_colours_and_features_combine_only_where_such_things_are(index: Index) -> None:
    assert "black Jackets" in texts(index, "black ja")
    assert "Jackets black" in texts(index, "jackets bl")
    assert "blue Jackets" in texts(index, "blue ")
    assert not [text for text in texts(index, "red ") if "Tents" in text]
    assert "waterproof Jackets" in texts(index, "a waterproof ja")


def test_what_is_said_already_is_not_said_again(index: Index) -> None:
    assert not [text for text in texts(index, "tent te") if text.lower().count("tent") > 1]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jaket", "jacket"),
        ("ketlte", "kettle"),
        ("waterprof jacket", "waterproof jacket"),
        ("waterprof ja", "waterproof jacket"),
        ("hearthsied", "hearthside"),
        ("lampswool", "lambswool"),
        ("watreprof", "waterproof"),
    ],
)
def test_slips_are_mended_and_said(index: Index, typed: str, meant: str) -> None:
    found = index.suggest(typed)
    assert (found.did_you_mean or "").casefold() == meant
    assert found.suggestions


def test_what_needs_no_mending_is_left_alone(index: Index) -> None:
    for typed in ("jacket", "ket", "brass reading l", ""):
        assert index.suggest(typed).did_you_mean is None
    assert not index.suggest("xqzvw").suggestions


def test_matched_parts_are_the_beginnings_that_were_typed(index: Index) -> None:
    found = {one.text: one.matched for one in index.suggest("copper ket").suggestions}
    assert found["Copper Whistling Kettle"] == ((0, 6), (17, 20))


def test_products_of_that_name_follow_the_best_liked_first(index: Index) -> None:
    found = index.suggest("jack").suggestions
    products = [one.product.product_id for one in found if one.product]
    assert products[:2] == ["jacket-wool", "jacket-rain"]


def test_suggestions_follow_the_live_index(own_index: Index) -> None:
    assert not texts(own_index, "zither")
    own_index.upsert(thing("z", "Alpine Zither", brand="Ötzi", category="Zithers"))
    assert texts(own_index, "zit") == ["Zithers", "Alpine Zither"]
    assert texts(own_index, "otzi ") == ["Ötzi Zithers", "Alpine Zither"]
    assert own_index.suggest("zihter").did_you_mean == "zither"
    own_index.upsert(thing("z", "Alpine Harp", brand="Ötzi", category="Harps"))
    assert not texts(own_index, "zither")
    assert texts(own_index, "harp")[0] == "Harps"
    own_index.remove("z")
    assert "Harps" not in texts(own_index, "harp")
    assert not own_index.suggest("otzi").suggestions


def test_every_suggestion_finds_something_unrelaxed(index: Index) -> None:
    suggested = {text for typed in beginnings() for text in texts(index, typed)}
    assert len(suggested) > 60
    found = {text: index.search(text, k=3) for text in suggested}
    assert [text for text, result in found.items() if not result.hits or result.relaxed] == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40), st.integers(1, 12))
def test_any_text_is_borne(index: Index, english: Language, typed: str, k: int) -> None:
    found = index.suggest(typed, k)
    assert len(found.suggestions) <= k
    for one in found.suggestions:
        assert one.count > 0
        assert all(0 <= start < stop <= len(one.text) for start, stop in one.matched)
