"""Each lever really moves what it says, where the decision is made."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC
from typing import Any

import pytest

from actions.experiments.experiment import Arm
from actions.experiments.levers import BLEND, EXPLORING, LEVERS, OFFER, VARIETY
from actions.personal.advisor import Advisor, Wanted
from actions.personal.deeds import Deeds
from actions.personal.event import Did, Event
from actions.personal.forecast.foreteller import Foreteller
from actions.personal.forecast.helping import Helping
from actions.personal.visitor import Visitor
from retrieval.catalog.build import ProductBuilder
from retrieval.catalog.mapping import COMMON
from retrieval.personal.suggest import BLENDS
from retrieval.personal.suggest.blend import blended
from retrieval.personal.suggest.proposal import Proposal
from retrieval.values import Product
from tests.actions.experiments.conftest import ANN, BEN, Lab


def made(number: int, kind: str, rating: float) -> Product:
    record = {"id": f"{kind}-{number}", "title": f"{kind} {number}", "brand": f"B{number}",
              "category": kind, "price": 10 + number, "stock": 5, "rating": rating,
              "rating_count": 200}  # fmt: skip
    return ProductBuilder(COMMON, "EUR").build(record)


GOODS = [made(n, kind, 4.9 - n / 20) for n in range(8) for kind in ("tent", "lamp", "mug")]
BY_ID = {one.product_id: one for one in GOODS}


class Rack:
    def product(self, product_id: str) -> Product | None:
        return BY_ID.get(product_id)

    def alike(self, wanted: Any, k: int) -> list[tuple[str, float]]:
        kinds = {BY_ID[one].category for one in wanted if one in BY_ID}
        return [(one.product_id, 0.9) for one in GOODS if one.category in kinds][:k]

    def nearest_of(self, product_id: str, others: list[str]) -> str:
        return others[0] if others else ""


def advisor(lab: Lab) -> Advisor:
    deeds = Deeds(lab.journal, lab.store)
    advisor = Advisor(
        Rack(), lambda: GOODS, lambda: [], deeds, clock=lab.clock, trials=lab.trials,
        triggers=lab.triggers,
    )  # fmt: skip
    advisor._chance = random.Random(3)
    return advisor


def shown(advisor: Advisor, visitor: Visitor, **told: Any) -> list[str]:
    advice = advisor.suggest(Wanted(visitor, 8, **told))
    return [one.product.product_id for one in advice.suggested]


def looks(lab: Lab, visitor: Visitor, times: int, product_id: str = "tent-3") -> None:
    for _ in range(times):
        lab.made += 1
        lab.later(seconds=20)
        event = {"event_id": f"l{lab.made}", "occurred": lab.moment, "product_id": product_id}
        lab.journal.keep([Event(did=Did.VIEW, visitor=visitor, **event)])


@pytest.mark.parametrize(("lever", "value"), [(VARIETY, "more"), (VARIETY, "less")])
def test_variety_changes_how_many_of_a_kind_are_suggested(lab: Lab, lever: str, value: str) -> None:
    lab.agree(ANN)
    looks(lab, ANN, 1)
    one = advisor(lab)
    usual = Counter(name.partition("-")[0] for name in shown(one, ANN)[:3])
    lab.experiments.put_lever(lever, value, "")
    now = Counter(name.partition("-")[0] for name in shown(one, ANN)[:3])
    assert usual["tent"] == 3
    assert now["tent"] == (1 if value == "more" else 3)
    whole = Counter(name.partition("-")[0] for name in shown(one, ANN))
    assert whole["tent"] == (5 if value == "less" else whole["tent"])


def test_the_blend_changes_what_comes_first(lab: Lab) -> None:
    lists = {"together": [Proposal("lamp", 1.0)], "alike": [Proposal("tent", 1.0)]}
    first = {name: blended(lists, weights)[0].product_id for name, weights in BLENDS.items()}
    assert first["orders_first"] == "lamp"
    assert first["taste_first"] == "tent"
    assert set(first) == set(LEVERS[BLEND].values)


def test_a_look_that_is_not_the_visitors_own_counts_for_nothing(lab: Lab) -> None:
    lab.agree(ANN)
    lab.started(lever=VARIETY, arms=(Arm("a", "usual", 0.5), Arm("b", "more", 0.5)))
    one = advisor(lab)
    shown(one, ANN, counted=False)
    assert lab.rows() == []
    shown(one, ANN)
    assert len(lab.rows()) == 1


def test_orders_are_drawn_on_the_share_of_pages_that_was_set(lab: Lab) -> None:
    lab.agree(ANN)
    looks(lab, ANN, 1)
    one = advisor(lab)
    best = shown(one, ANN)
    assert [shown(one, ANN) for _ in range(10)] == [best] * 10
    lab.experiments.put_lever(EXPLORING, "fifth", "")
    drawn = sum(shown(one, ANN) != best for _ in range(150))
    assert 15 <= drawn <= 45
    assert all(shown(one, BEN) == shown(one, BEN) for _ in range(20))
    lab.triggers.write()
    told = lab.experiments.ranking(30)
    assert told["visitors"] == 1
    assert 15 <= told["pages"] <= 45
    assert {order["order"] for order in told["orders"]} == set(LEVERS[BLEND].values)


def helping(lab: Lab) -> Helping:
    foreteller = Foreteller(lab.journal, BY_ID.get, None, UTC, clock=lab.clock)
    return Helping(foreteller, BY_ID.get, lab.trials)


@pytest.mark.parametrize(
    ("value", "offered"), [("usual", [0, 0, 0, 1]), ("sooner", [0, 0, 1, 0]), ("never", [0] * 4)]
)
def test_help_is_offered_when_the_lever_says(lab: Lab, value: str, offered: list[int]) -> None:
    lab.agree(ANN)
    if value != "usual":
        lab.experiments.put_lever(OFFER, value, "")
    one, found = helping(lab), []
    for _ in range(4):
        found.append(int(one.offer(ANN) is not None))
        looks(lab, ANN, 1)
    assert found == offered


def test_only_who_could_be_offered_something_is_counted(lab: Lab) -> None:
    """In either arm from the same moment on: else the arms would hold different visitors."""
    people = [Visitor(f"v{number}") for number in range(30)]
    lab.agree(*people)
    lab.started(lever=OFFER, arms=(Arm("a", "usual", 0.5), Arm("b", "never", 0.5)))
    one = helping(lab)
    for person in people:
        looks(lab, person, 1)
        one.offer(person)
    assert lab.rows() == []
    for person in people:
        looks(lab, person, 1)
        one.offer(person)
    assert len(lab.rows()) == len(people)
    assert {arm for _, arm in lab.rows()} == {"a", "b"}
