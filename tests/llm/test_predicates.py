"""Attributes as verb phrases: which can be said so, of one thing and of several."""

from __future__ import annotations

from pathlib import Path

import pytest

from llm.grounding.templates import Templates
from llm.plan import Number
from llm.planning.compare import plan_compare
from llm.planning.nouns import Nouns
from llm.planning.predicates import Predicates
from llm.planning.qa import plan_qa
from llm.planning.shape import fits
from retrieval.values import Attribute, Hit, Product, Variant

WORDS = Templates(Path("data/languages")).language("en").asks


@pytest.mark.parametrize(
    ("attribute", "one", "many"),
    [
        (Attribute("weight", 320, "g"), "weighs 320 g", "weigh 320 g"),
        (Attribute("weight", "light"), "", ""),
        (Attribute("reach", 28, "cm"), "has a reach of 28 cm", "have a reach of 28 cm"),
        (Attribute("width", 4.5, "cm"), "is 4.5 cm wide", "are 4.5 cm wide"),
        (Attribute("material", "oak"), "is made of oak", "are made of oak"),
        (Attribute("material", "no animal products"), "", ""),
        (Attribute("pages", 440), "has 440 pages", "have 440 pages"),
        (Attribute("pages", 1), "", ""),
        (Attribute("players", 4), "is for 4 players", "are for 4 players"),
        (Attribute("depth", 50, "m"), "", ""),
        (Attribute("roast", "dark"), "", ""),
        (Attribute("waterproof", True), "", ""),
        (Attribute("colours", ("red", "blue")), "", ""),
        (Attribute("écran", 27, "cm"), "", ""),
    ],
)  # fmt: skip
def test_what_has_a_verb_is_said_with_it(attribute: Attribute, one: str, many: str) -> None:
    said = WORDS.predicates.said
    assert said(attribute, Number.ONE, WORDS.nouns) == one
    assert said(attribute, Number.MANY, WORDS.nouns) == many


def test_a_language_without_verbs_says_none() -> None:
    assert Predicates().said(Attribute("weight", 320, "g"), Number.ONE, Nouns()) == ""


@pytest.mark.parametrize(("title", "said"), [("Hill Bag", "weighs"), ("Hill Trainers", "weigh")])
def test_the_verb_agrees_with_the_products_name(title: str, said: str) -> None:
    plan = plan_qa(
        _product("1", title, Attribute("weight", 320, "g")), None, "weight?", words=WORDS
    )
    fact = plan.facts[-1]
    assert (fact.slot, fact.text, fact.value) == ("predicate", f"{said} 320 g", "320 g")
    assert plan.number is (Number.MANY if said == "weigh" else Number.ONE)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (True, False, ("only_first", "is waterproof", "catalog:1")),
        (False, True, ("only_second", "is waterproof", "catalog:2")),
        (True, True, None),
    ],
)
def test_what_only_one_of_two_is_is_said_of_that_one(
    first: bool, second: bool, said: tuple[str, str, str] | None
) -> None:
    pair = [
        _product("1", "Hill Bag", Attribute("waterproof", first)),
        _product("2", "Dale Bag", Attribute("waterproof", second)),
    ]
    plan = plan_compare([Hit(p, p.variants[0], 1.0) for p in pair], words=WORDS)
    facts = [(f.slot, f.text, f.source) for f in plan.facts if f.slot.startswith("only")]
    assert facts == ([said] if said else [])
    assert fits(plan.task, plan.ask, plan.slots)


def _product(product_id: str, title: str, *attributes: Attribute) -> Product:
    return Product(product_id, title, (Variant(product_id),), attributes=attributes)
