"""Copy is planned from the record alone: what fits, what is an offer, what the title says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from llm.grounding.templates import Templates
from llm.plan import Fact, Length, Plan, Task
from llm.planning import (
    Occasion,
    plan_description,
    plan_email,
    plan_search_ad,
    plan_social,
)
from llm.planning.nouns import Nouns
from llm.planning.points import Points
from llm.planning.shape import fits
from llm.planning.short_name import short_name
from retrieval.values import Attribute, Hit, Money, Product, Variant

TEMPLATES = Templates(Path("data/languages"))
WORDS = TEMPLATES.language("en").asks
TODAY = date(2026, 11, 26)
OCCASION = Occasion(TODAY, date(2026, 12, 24), "https://shop.example/p/1", "Priya")


def _product(**more: Any) -> Product:
    given: dict[str, Any] = {
        "title": "Fell Rain Jacket",
        "brand": "Tarnholm",
        "category": "rain jacket",
        "department": "Outdoor",
        "attributes": (
            Attribute("waterproof", True),
            Attribute("material", "recycled nylon"),
            Attribute("weight", 420, "g"),
            Attribute("pockets", "4"),
            Attribute("hood", False),
            Attribute("lining", "mesh"),
        ),
        "rating": 4.6,
        "rating_count": 57,
    }
    price = Money(8900, "EUR")
    variants = (
        Variant("p-a", {"colour": "green"}, price, Money(9900, "EUR"), stock=4),
        Variant("p-b", {"colour": "rust"}, price, stock=0),
    )
    return Product("p", variants=more.pop("variants", variants), **(given | more))


def _hit(**more: Any) -> Hit:
    product = _product(**more)
    return Hit(product, product.variants[0], 0.0)


def _said(plan: Plan) -> dict[str, Fact]:
    assert fits(plan.task, plan.ask, plan.slots), plan.slots
    return {fact.slot: fact for fact in plan.facts}


@pytest.mark.parametrize("length", list(Length))
def test_a_description_tells_more_facts_the_longer_it_is_and_never_a_price(length: Length) -> None:
    said = _said(plan_description(_product(), length=length, words=WORDS))
    told = set(said) - {"name", "brand"}
    assert ("price" in said, len(told) >= 2) == (False, True)
    assert {"material", "feature"} <= told
    assert ("thing" in told) is (length is not Length.SHORT)
    assert ("weight" in told) is (length is Length.LONG)


def test_every_turn_of_a_description_is_a_shape_of_the_table() -> None:
    plans = [plan_description(_product(), turn=turn, words=WORDS) for turn in range(9)]
    assert len({frozenset(_said(plan)) for plan in plans}) > 1


def test_what_the_product_lacks_is_no_point_and_counts_are_things() -> None:
    points = Points(_product(), WORDS)
    assert [fact.text for fact in points.features] == ["waterproof"]
    assert [fact.text for fact in points.things] == ["4 pockets"]
    assert [fact.text for fact in points.colours] == ["green and rust"]


def test_what_the_title_hints_at_is_not_told_again() -> None:
    hooded = _product(title="Fell Hooded Jacket", attributes=(Attribute("hood", True),))
    assert Points(hooded, WORDS).things == ()


@pytest.mark.parametrize(
    ("rating", "count", "told"), [(4.6, 57, True), (3.1, 57, False), (5.0, 1, False)]
)
def test_a_rating_is_told_only_where_it_speaks_for_the_product(
    rating: float, count: int, told: bool
) -> None:
    product = _product(rating=rating, rating_count=count)
    assert bool(Points(product, WORDS).rating) is told


def test_a_product_of_a_bare_record_is_described_by_where_it_stands() -> None:
    said = _said(plan_description(_product(brand="", attributes=(), variants=(Variant("v"),))))
    assert set(said) == {"name", "department"}


@pytest.mark.parametrize(
    ("title", "kind", "plural"),
    [
        ("Suede Trainers", "trainers", True),
        ("Set of 4 Muslins", "muslin cloths", False),
        ("Letters to a Slow Country", "novel", False),
        ("Nine Chimneys", "board game", False),
        ("Copper Cross", "", False),
        ("Fell Jacket", "rain jacket", False),
    ],
)
def test_names_are_counted_by_their_head(title: str, kind: str, plural: bool) -> None:
    assert WORDS.nouns.is_plural(title, kind) is plural


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("weekend bag", "a weekend bag"),
        ("espresso machine", "an espresso machine"),
        ("garden furniture", ""),
        ("running shoes", ""),
        ("kitchen", ""),
        ("unisex coat", ""),
    ],
)
def test_a_kind_gets_its_article_only_where_it_can_be_told(kind: str, said: str) -> None:
    assert WORDS.nouns.introduced(kind) == said


def test_a_language_without_articles_introduces_nothing() -> None:
    assert Nouns().introduced("weekend bag") == ""
    assert Nouns().is_plural("Trainers") is False


@pytest.mark.parametrize(
    ("title", "limit", "said"),
    [
        ("Fell Rain Jacket", 30, "Fell Rain Jacket"),
        ("Tall Glass with a Lid of Cork and Two Straws", 30, "Tall Glass"),
        ("Long Harbour Walk Recycled Nylon Rain Jacket", 30, "Recycled Nylon Rain Jacket"),
        ("Fell 4 Mesh-Lined 420g Recycled Nylon 4 420", 20, "Tarnholm Rain Jacket"),
        ("Market Day Jacket", 12, "Market Day…"),  # not "Day Jacket"
        ("Case 12 Pro Max Ultra Thin Silicone Shell", 30, "Tarnholm Rain Jacket"),
    ],
)
def test_a_short_name_never_names_another_thing(title: str, limit: int, said: str) -> None:
    assert short_name(_product(title=title), limit, WORDS).text == said


@pytest.mark.parametrize("ask", ["headline", "text"])
@pytest.mark.parametrize("title", ["Fell Jacket", "Fell Waterproof Jacket", "Fell Hardshell " * 5])
def test_an_advertisement_keeps_within_its_place(ask: str, title: str) -> None:
    for turn in range(12):
        plan = plan_search_ad(_hit(title=title.strip()), ask=ask, turn=turn, words=WORDS)
        assert _said(plan)
        assert len(TEMPLATES.reply(plan).text) <= plan.limit


def test_an_offer_is_one_only_below_the_list_price() -> None:
    said = _said(plan_social(_hit(), OCCASION, ask="offer", words=WORDS))
    assert said["list_price"].text == "€99.00"
    assert said["until"].text == "December 24"
    dear = (Variant("p-a", {}, Money(8900, "EUR"), Money(8900, "EUR"), stock=1),)
    with pytest.raises(ValueError, match="list price"):
        plan_social(_hit(variants=dear), OCCASION, ask="offer", words=WORDS)


def test_a_post_says_no_day_that_was_not_given() -> None:
    said = _said(plan_social(_hit(), Occasion(TODAY), ask="offer", words=WORDS))
    assert {"until", "link"}.isdisjoint(said)


@pytest.mark.parametrize("part", ["subject", "preview", "body"])
@pytest.mark.parametrize("reason", ["", "offer", "back_in_stock", "new", "again"])
def test_every_part_of_an_e_mail_is_a_shape_and_keeps_its_limit(part: str, reason: str) -> None:
    for turn in range(5):
        plan = plan_email(_hit(), OCCASION, part=part, reason=reason, turn=turn, words=WORDS)
        said = _said(plan)
        assert ("customer" in said) is (part == "body")
        assert not plan.limit or len(TEMPLATES.reply(plan).text) <= plan.limit


def test_what_is_sold_out_is_not_back_in_stock() -> None:
    gone = (Variant("p-a", {}, Money(8900, "EUR"), stock=0),)
    with pytest.raises(ValueError, match="isn't in stock"):
        plan_email(_hit(variants=gone), OCCASION, reason="back_in_stock", words=WORDS)


@pytest.mark.parametrize(
    ("task", "ask"), [(Task.SEARCH_AD, "poem"), (Task.SOCIAL, "poem"), (Task.EMAIL, "poem")]
)
def test_a_part_there_is_not_is_named(task: Task, ask: str) -> None:
    plans: dict[Task, Callable[[], Plan]] = {
        Task.SEARCH_AD: lambda: plan_search_ad(_hit(), ask=ask, words=WORDS),
        Task.SOCIAL: lambda: plan_social(_hit(), OCCASION, ask=ask, words=WORDS),
        Task.EMAIL: lambda: plan_email(_hit(), OCCASION, part=ask, words=WORDS),
    }
    with pytest.raises(ValueError, match="'poem'"):
        plans[task]()
