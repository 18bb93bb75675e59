"""Nothing is relaxed where a product of the kind meets every condition; over the sample shop."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from small_shop import thing

from retrieval import search
from retrieval.encoder import Encoder
from retrieval.filters import matching_variant
from retrieval.index import Index
from retrieval.query import Language
from retrieval.values import Constraint, Op, Product, Relaxation, Understood, Variant

SEED = 416
SEARCHES = 120


@pytest.fixture(scope="module")
def goods(sample_index: Index) -> list[Product]:
    return [product for product in sample_index.products() if product.category]


@pytest.mark.parametrize("said", ["{}", "suitable {}", "{} for my brother in law"])
def test_what_a_product_of_the_kind_meets_is_never_relaxed(
    sample_index: Index, goods: list[Product], said: str
) -> None:
    chance = random.Random(f"{SEED} {said}")
    for _ in range(SEARCHES):
        product = chance.choice(goods)
        asked = _conjunction(product, chance)
        understood = sample_index.understand(said.format(product.category))
        understood = replace(understood, constraints=(*understood.constraints, *asked))
        if not _met(understood, goods, product.category):
            continue
        result = sample_index.search(understood, k=3)
        assert result.relaxed == (), (understood.query, asked)
        assert result.hits, (understood.query, asked)


def test_a_kind_of_which_one_is_called_so_is_looked_for_among_all_that_say_it(
    tmp_path: Path, encoder: Encoder, english: Language
) -> None:
    dear = thing("dear", "Regal Gold Necklace", 900, category="necklace")
    plain = [
        thing(f"plain-{n}", f"Heart {n} Necklace", 40, category="necklace", description="Of gold.")
        for n in range(3)
    ]
    folder = tmp_path / "index"
    with closing(
        Index.build([dear, *plain], folder, encoder=encoder, languages=[english], currency="EUR")
    ) as index:
        result = index.search("gold necklace under 100")
    assert result.relaxed == ()
    assert {hit.product.product_id for hit in result.hits} == {one.product_id for one in plain}


def _met(understood: Understood, goods: list[Product], category: str) -> bool:
    """By looking at every product of the category."""
    of_kind = (product for product in goods if product.category == category)
    return any(matching_variant(one, understood.constraints) is not None for one in of_kind)


def _conjunction(product: Product, chance: random.Random) -> tuple[Constraint, ...]:
    """One to three conditions that one variant of `product` meets."""
    stated = list(_stated(product, chance.choice(product.variants)))
    return tuple(chance.sample(stated, min(len(stated), chance.randint(1, 3))))


def _stated(product: Product, variant: Variant) -> list[Constraint]:
    found = [_any_of("brand", product.brand)] if product.brand else []
    if variant.price is not None:
        found.append(Constraint("price", Op.BETWEEN, high=float(variant.price.amount) + 1))
    for name, value in variant.options.items():
        found.append(_any_of(name if name in ("size", "colour") else f"attribute:{name}", value))
    for attribute in product.attributes:
        name, value = f"attribute:{attribute.name}", attribute.value
        if isinstance(value, bool):
            found.append(_any_of(name, "yes" if value else "no"))
        elif isinstance(value, int | float):
            number = float(value)
            found.append(Constraint(name, Op.BETWEEN, low=number, high=number, unit=attribute.unit))
        else:
            found.append(_any_of(name, value if isinstance(value, str) else value[0]))
    return found


def _any_of(field: str, value: str) -> Constraint:
    return Constraint(field, Op.ANY_OF, (value,))


def test_what_all_that_is_shown_meets_is_not_told_as_loosened(
    sample_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What made something of the words findable may be none of what is shown."""
    dear = Constraint("price", Op.BETWEEN, low=60.0, open_low=True, words="fancier")
    asked = replace(sample_index.understand("garden chair"), constraints=(dear,))
    looser = replace(dear, low=4.0)
    told = (Relaxation("price", "fancier", "from €4"),)
    monkeypatch.setattr(search.Searcher, "_nearest", lambda _: ((looser,), told))
    result = sample_index.search(asked, k=1)
    (hit,) = result.hits
    assert hit.variant.price is not None
    assert (float(hit.variant.price.amount) > 60) == (result.relaxed == ())
    cheap = replace(asked, constraints=(replace(dear, low=100_000.0),))
    assert sample_index.search(cheap, k=1).relaxed == told
