"""Facets are worked out once a wish, and anew once a product has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hash_encoder import HashEncoder

from retrieval import index as index_module
from retrieval.facets import Facet
from retrieval.index import Index
from retrieval.narrowing import KEPT, Narrowings, narrowing
from retrieval.query import Language
from retrieval.values import Money, Product, Understood, Variant


def mug(number: int, colour: str) -> Product:
    variant = Variant(f"v{number}", {"colour": colour}, Money.of(9 + number, "EUR"), stock=1)
    return Product(f"p{number}", f"Mug {number}", (variant,), brand="Kiln")


@pytest.fixture
def mugs(tmp_path: Path, english: Language) -> Index:
    products = [mug(n, colour) for n, colour in enumerate(["blue"] * 5 + ["green"] * 9)]
    return Index.build(
        products, tmp_path, encoder=HashEncoder(), languages=[english], currency="EUR"
    )


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The wishes whose facets were worked out."""
    wishes: list[str] = []

    def noted(parts, understood, vector, most):  # type: ignore[no-untyped-def]
        wishes.append(understood.query)
        return narrowing(parts, understood, vector, most)

    monkeypatch.setattr(index_module, "narrowing", noted)
    return wishes


def test_a_wish_that_comes_again_is_not_tried_again(mugs: Index, tried: list[str]) -> None:
    wish = mugs.understand("mugs")
    first = mugs.facets(wish)
    assert first
    assert mugs.facets(Understood.from_json(wish.as_json())) == first
    assert tried == ["mugs"]
    assert len(mugs.facets(wish, most=1)) == 1
    assert mugs.facets(mugs.understand("blue mugs")) != first
    assert tried == ["mugs", "mugs", "blue mugs"]


def _told(facets: tuple[Facet, ...]) -> dict[str, int]:
    return {facet.text: facet.count for facet in facets}


@pytest.mark.parametrize(
    "change",
    [
        lambda index: index.upsert(mug(13, "red")),
        lambda index: index.remove("p13"),
    ],
)
def test_what_changes_in_the_catalogue_shows_at_once(
    mugs: Index, tried: list[str], change: Callable[[Index], object]
) -> None:
    wish = mugs.understand("mugs")
    before = _told(mugs.facets(wish))
    change(mugs)
    after = _told(mugs.facets(wish))
    assert tried == ["mugs", "mugs"]
    assert before["in green"] == 9
    assert after["in green"] == 8


def test_another_process_s_change_shows_once_it_is_seen(
    mugs: Index, tmp_path: Path, english: Language
) -> None:
    wish = mugs.understand("mugs")
    assert _told(mugs.facets(wish))["in green"] == 9
    Index.open(tmp_path, encoder=HashEncoder(), languages=[english]).remove("p13")
    assert mugs.refresh()
    assert _told(mugs.facets(wish))["in green"] == 8


def test_the_wish_that_came_longest_ago_is_forgotten_first() -> None:
    kept, worked_out = Narrowings(), list[str]()

    def ask(number: int) -> None:
        wish = Understood(query=str(number), text="")
        kept.of(wish, 3, lambda: (worked_out.append(wish.query), ())[1])

    for number in (*range(KEPT), 0, KEPT):
        ask(number)
    worked_out.clear()
    for number in (0, KEPT, 1):
        ask(number)
    assert worked_out == ["1"]
