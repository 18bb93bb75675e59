"""What is suggested, to whom, and by which record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from retrieval.personal.deed import Did
from retrieval.personal.suggest import Bought, Demand, Ground, Situation, Suggester, Taste
from retrieval.personal.suggest.proposal import Proposal, Source
from retrieval.personal.suggest.reason import Reason
from retrieval.personal.suggest.shelf import Shelf
from retrieval.personal.suggest.sources.again import Again
from retrieval.personal.suggest.sources.alike import Alike
from retrieval.personal.suggest.sources.leaning import Leaning, Offers
from retrieval.personal.suggest.sources.liked import Rated, Trending
from retrieval.personal.suggest.sources.together import Together
from retrieval.values import Money, Variant
from tests.retrieval.personal.goods import NOON, Goods, deed, goods, product, sold_out, waterproof

TODAY = date(2026, 6, 20)


RATED = Reason(Ground.RATED)


def fixed(*names: str, reason: Reason | None = RATED) -> Source:
    return lambda _, k: [Proposal(name, 1.0, reason) for name in names[:k]]


def suggester(catalogue: Goods, **sources: Source) -> Suggester:
    return Suggester(catalogue, sources, dict.fromkeys(sources, 1.0))


def having_seen(shop: Goods) -> Situation:
    seen = (deed("seen"),)
    return Situation(NOON, seen, taste=Taste.of(seen, shop.product, NOON))


def ids(found: object) -> list[str]:
    return [one.product.product_id for one in found]  # type: ignore[attr-defined]


def test_what_is_sold_out_excluded_open_in_the_cart_or_had_isnt_suggested() -> None:
    names = ("gone", "barred", "open", "carted", "had", "fine")
    shop = goods(*(product(name) for name in names))
    shop.products["gone"] = sold_out(shop.products["gone"])
    situation = Situation(
        NOON, (deed("had", Did.PURCHASE),), "open", ("carted",), frozenset({"barred"})
    )
    assert ids(suggester(shop, some=fixed(*names)).suggest(situation)) == ["fine"]


def test_what_is_bought_again_may_be_suggested_again() -> None:
    orders = [Bought(c, date(2026, 5, d), ("coffee",)) for c in "abc" for d in (1, 21)]
    again = Again(Demand.of(orders, TODAY))
    shop = goods(product("coffee", "coffee"))
    due = Situation(NOON, (deed("coffee", Did.PURCHASE, days_ago=20),))
    (one,) = suggester(shop, again=again).suggest(due)
    assert one.reasons[0] == Reason(Ground.AGAIN, when=date(2026, 5, 31), days=20)
    for days in (5, 60):
        early_or_late = Situation(NOON, (deed("coffee", Did.PURCHASE, days_ago=days),))
        assert suggester(shop, again=again).suggest(early_or_late) == []


def test_only_the_size_that_a_customer_wears_counts_as_in_stock() -> None:
    boots = product("boots", "boots")
    sizes = tuple(
        replace(boots.variants[0], variant_id=f"b-{size}", options={"size": size}, stock=stock)
        for size, stock in (("41", 3), ("43", 0))
    )
    shop = goods(replace(boots, variants=sizes))
    tell = suggester(shop, some=fixed("boots"))
    assert tell.suggest(Situation(NOON, taste=Taste(sizes=(("boots", "43"),)))) == []
    (one,) = tell.suggest(Situation(NOON, taste=Taste(sizes=(("boots", "41"),))))
    assert one.variant.variant_id == "b-41"


def test_a_row_isnt_all_of_one_kind_as_long_as_there_is_another() -> None:
    tents = [product(f"tent{n}", brand=f"brand{n}") for n in range(9)]
    lamps = [product(f"lamp{n}", "lamp", brand=f"other{n}") for n in range(2)]
    shop = goods(*tents, *lamps)
    tell = suggester(shop, some=fixed(*(one.product_id for one in [*tents, *lamps])))
    kinds = [one.product.category for one in tell.suggest(Situation(NOON), 5)]
    assert kinds.count("lamp") == 2
    assert len(tell.suggest(Situation(NOON), 11)) == 11


def test_the_reason_given_first_is_the_most_particular_one() -> None:
    shop = goods(product("mat"))
    both = suggester(
        shop,
        rated=fixed("mat"),
        together=fixed("mat", reason=Reason(Ground.TOGETHER, other="tent", count=3, of=9)),
    )
    (one,) = both.suggest(Situation(NOON))
    assert [reason.ground for reason in one.reasons] == [Ground.TOGETHER, Ground.RATED]


def test_what_nothing_speaks_for_isnt_suggested() -> None:
    """A sequence model gives no reason of its own: it rests on what was looked at."""
    shop = goods(product("mat"), product("lamp"), near={"tent": ["mat"]})
    tell = suggester(shop, sequence=fixed("mat", "lamp", reason=None))
    (one,) = tell.suggest(Situation(NOON, (deed("tent"),)))
    assert one.product.product_id == "mat"
    assert one.reasons[0].other == "tent"
    assert tell.suggest(Situation(NOON)) == []


def test_what_was_done_is_told_as_what_it_was() -> None:
    shop = goods(product("tent"), product("mat"), near={"tent": ["mat"]})
    alike = suggester(shop, alike=Alike(shop))
    for did, field, source, variant in (
        (Did.VIEW, "viewed", "events:tent", ""),
        (Did.CART, "carted", "events:tent", ""),
        (Did.PURCHASE, "bought", "orders:tent", "tent-v"),
    ):
        (one,) = alike.suggest(Situation(NOON, (deed("tent", did, variant_id=variant),)))
        (evidence,) = one.reasons[0].evidence("mat")
        assert evidence == {"field": field, "value": "2026-06-20", "source": source}


def test_beside_a_product_it_is_said_what_the_two_have_in_common() -> None:
    shop = goods(
        waterproof(product("tent")), waterproof(product("other")),
        product("lamp", "lamp", brand="X"),
        near={"tent": ["tent", "other", "lamp"]},
    )  # fmt: skip
    (one,) = suggester(shop, alike=Alike(shop)).suggest(Situation(NOON, about="tent"))
    assert one.reasons[0].shared == (
        ("category", "tent"), ("brand", "Harrow"), ("waterproof", "yes"),
    )  # fmt: skip


def test_an_offer_is_told_of_the_variant_that_is_shown() -> None:
    tent = product("tent")
    price, before = Money.of(Decimal("60"), "EUR"), Money.of(Decimal("90"), "EUR")
    dear = Variant("dear", {}, price, before, stock=2)
    cheap = Variant("cheap", {}, Money.of(Decimal("50"), "EUR"), stock=2)
    for variants, expected in (((dear,), 90.0), ((dear, cheap), None)):
        shop = goods(replace(tent, variants=variants), product("seen"))
        offers = Offers(Shelf(shop.products.values()))
        found = suggester(shop, offers=offers).suggest(having_seen(shop))
        assert [one.reasons[0].list_price for one in found] == ([expected] if expected else [])


def test_a_leaning_names_what_bears_it_out() -> None:
    shop = goods(product("seen"), product("tent"), product("cup", "cup", brand="Other"))
    leaning = Leaning(Shelf(shop.products.values()), shop.product)
    found = suggester(shop, leaning=leaning).suggest(having_seen(shop))
    tent = next(one for one in found if one.product.product_id == "tent")
    assert "cup" not in ids(found)
    assert tent.reasons[0] == Reason(Ground.TASTE, other="seen", brand="Harrow", kind="tent")


def test_nothing_is_by_the_brand_of_itself() -> None:
    shop = goods(product("seen", brand="Harrow"), product("tent", brand="Harrow"))
    leaning = Leaning(Shelf(shop.products.values()), shop.product)
    found = suggester(shop, leaning=leaning).suggest(having_seen(shop))
    reasons = {one.product.product_id: one.reasons[0] for one in found}
    assert (reasons["tent"].brand, reasons["seen"].brand) == ("Harrow", "")


def test_whoever_is_new_gets_what_others_like() -> None:
    shop = goods(product("tent", rating=4.9), product("lamp", "lamp", rating=3.0))
    orders = [Bought(c, TODAY, ("lamp",)) for c in "abc"]
    tell = suggester(
        shop,
        rated=Rated(Shelf(shop.products.values()).favourites),
        trending=Trending(Demand.of(orders, TODAY)),
    )
    grounds = {one.product.product_id: one.reasons[0] for one in tell.suggest(Situation(NOON))}
    assert grounds["lamp"] == Reason(Ground.TRENDING, count=3, days=14)
    assert grounds["tent"].ground is Ground.RATED


def test_together_is_told_with_its_counts() -> None:
    orders = [Bought(c, TODAY, ("tent", "mat")) for c in "abc"] + [Bought("d", TODAY, ("tent",))]
    shop = goods(product("tent"), product("mat", "mat"))
    tell = suggester(shop, together=Together(Demand.of(orders, TODAY)))
    (one,) = tell.suggest(Situation(NOON, about="tent"))
    assert one.reasons[0].evidence("mat") == (
        {"field": "together", "value": 3, "source": "orders:mat+tent"},
        {"field": "orders", "value": 4, "source": "orders:tent"},
    )


@pytest.mark.parametrize("stars", [1.0, 2.0])
def test_what_was_disliked_isnt_followed(stars: float) -> None:
    shop = goods(product("tent"), product("mat"), near={"tent": ["mat"]})
    situation = Situation(NOON, (deed("tent", Did.RATING, stars=stars),))
    assert suggester(shop, alike=Alike(shop)).suggest(situation) == []


def test_weights_decide_between_sources() -> None:
    shop = goods(product("a"), product("b", "lamp"))
    sources: Mapping[str, Source] = {"one": fixed("a"), "two": fixed("b")}
    for weights, first in (({"one": 1.0, "two": 0.5}, "a"), ({"one": 0.5, "two": 1.0}, "b")):
        assert ids(Suggester(shop, sources, weights).suggest(Situation(NOON), 1)) == [first]
