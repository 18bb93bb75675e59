"""Requests for sizes: of products that come in several, with all their variants, to be planned as
they stand."""

from __future__ import annotations

import random
from datetime import date

from actions.wording.draw_sizes import draw_sizes
from actions.wording.plans import Planner
from actions.wording.rows import RequestRow
from llm.planning import AskWords
from retrieval.values import Money, Product, Variant


def _product(name: str, options: list[dict[str, str]]) -> Product:
    variants = [
        Variant(f"{name}-{n}", one, Money.of(20, "EUR"), None, 3) for n, one in enumerate(options)
    ]
    return Product(name, f"A {name}", tuple(variants), brand="Harrow", category=name)


SHIRT = _product("shirt", [{"size": size, "colour": "navy"} for size in ("S", "M", "XL")])
PAN = _product("pan", [{"diameter": "20 cm"}, {"diameter": "24 cm"}])
LAMP = _product("lamp", [{"colour": "navy", "size": "one"}, {"colour": "sage", "size": "one"}])


def test_the_choices_of_the_record_are_asked_for_and_planned() -> None:
    planner = Planner(lambda _: AskWords(), "EUR", "en_IE", date(2026, 11, 26))
    rows = list(draw_sizes([SHIRT, PAN, LAMP], 40, random.Random(1)))
    plans = [planner.plan(RequestRow.model_validate({"id": n} | row)) for n, row in enumerate(rows)]
    said = {fact.text for plan in plans for fact in plan.facts if fact.slot == "choices"}
    assert said == {"S, M, XL", "20 cm, 24 cm"}
    assert all(plan.ask == "options" for plan in plans)


def test_where_nothing_comes_in_several_nothing_is_asked() -> None:
    assert list(draw_sizes([LAMP], 5, random.Random(1))) == []
