"""Where it may be anything for somebody, words that nothing is like don't stand in the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from small_shop import thing

from retrieval.encoder import Encoder
from retrieval.index import Index
from retrieval.query import Language
from retrieval.values import Product

NAMES = ("Building Blocks", "Wooden Train", "Rag Doll", "Memory Game", "Finger Paints", "Jigsaw")


def _toy(product_id: str, title: str, age: str) -> Product:
    told = {"age": age}
    return thing(product_id, title, 20, department="Toys", category="Toys", attributes=told)


def _goods() -> list[Product]:
    young = [_toy(f"young-{name}", name, "3 years") for name in NAMES]
    return [*young, *(_toy(f"older-{name}", f"Big {name}", "9 years") for name in NAMES)]


@pytest.fixture(scope="module")
def toys(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, english: Language
) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("toys") / "index"
    index = Index.build(_goods(), folder, encoder=encoder, languages=[english], currency="EUR")
    yield index
    index.close()


@pytest.mark.parametrize(
    "query",
    [
        "anything for a 5 year old who loves space",
        "a gift for a 5 year old who loves volcanoes",
        "something for a 5 year old, volcanoes",
    ],
)
def test_the_nearest_for_that_age_is_shown_and_what_gave_way_is_named(
    toys: Index, query: str
) -> None:
    result = toys.search(query)
    assert {hit.product.product_id for hit in result.hits} == {f"young-{name}" for name in NAMES}
    (relaxed,) = result.relaxed
    assert (relaxed.constraint, relaxed.to) == ("text", "")
    assert relaxed.loosened_from == result.understood.text
    assert not any(reason.kind == "meaning" for hit in result.hits for reason in hit.reasons)


@pytest.mark.parametrize(
    "query", ["a volcano for a 5 year old", "anything with volcanoes under 25", "anything volcanic"]
)
def test_what_is_named_or_left_to_a_price_alone_is_not_faked(toys: Index, query: str) -> None:
    assert toys.search(query).hits == ()


def test_what_there_is_gives_nothing_up(toys: Index) -> None:
    result = toys.search("anything for a 5 year old who loves trains")
    assert result.relaxed == ()
    assert result.hits[0].product.title == "Wooden Train"
