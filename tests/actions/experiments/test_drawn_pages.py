"""Pages whose order was drawn: kept with their chances of those who agreed, joined with their
clicks, and gone with a withdrawal."""

from __future__ import annotations

import random
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import update

from actions.experiments.ranking import ranking
from actions.personal.event import Did, Event
from actions.personal.purpose import Purpose
from actions.personal.schema import EventRow
from actions.personal.visitor import Visitor
from actions.stores.engine import writing
from retrieval.personal.suggest import Explored
from retrieval.personal.trial.shuffling import places, shuffled
from tests.actions.experiments.conftest import ANN, BEN, Lab

WEIGHTS = [3.0, 2.0, 1.0]
NAMES = ("a", "b", "c")


def explored(*order: str, other: str = "cba") -> Explored:
    shown: Any = [SimpleNamespace(product=SimpleNamespace(product_id=one)) for one in order]
    window = tuple(zip(NAMES, WEIGHTS, strict=True))
    return Explored(shown, window, {"other": tuple(other)})


def told(lab: Lab) -> dict[str, Any]:
    lab.triggers.write()
    return ranking(lab.store.engine, lab.moment, 30)


def test_a_click_belongs_to_the_last_page_that_showed_it_and_to_its_visitor(lab: Lab) -> None:
    lab.agree(ANN, BEN)
    lab.triggers.explored(ANN, explored("a", "b"))
    lab.later(minutes=5)
    lab.triggers.explored(ANN, explored("b", "a"))
    lab.triggers.explored(BEN, explored("b", "a"))
    lab.later(minutes=5)
    _click(lab, ANN, "z")
    assert told(lab)["pages"] == 3
    assert told(lab)["clicks_a_page"] == 0
    _click(lab, ANN, "a")
    assert told(lab)["clicks_a_page"] == pytest.approx(1 / 3)
    lab.later(minutes=40)
    _click(lab, BEN, "a")
    assert told(lab)["clicks_a_page"] == pytest.approx(1 / 3)


def _click(lab: Lab, visitor: Visitor, product: str) -> None:
    lab.made += 1
    event = Event(f"c{lab.made}", Did.CLICK, visitor, lab.moment, product)
    assert lab.journal.keep([event]) == [True]


def test_nothing_is_kept_of_who_did_not_agree_and_nothing_stays_of_who_withdraws(lab: Lab) -> None:
    lab.triggers.explored(ANN, explored("a", "b"))
    assert told(lab)["pages"] == 0
    lab.agree(ANN)
    lab.later(seconds=1)
    lab.triggers.explored(ANN, explored("a", "b"))
    assert told(lab)["pages"] == 1
    lab.consents.put(ANN, {Purpose.ANALYTICS: False})
    assert told(lab)["pages"] == 0


def test_an_order_that_could_not_be_seen_has_no_estimate(lab: Lab) -> None:
    people = [Visitor(f"p{number}") for number in range(80)]
    lab.agree(*people)
    for one in people:
        lab.triggers.explored(one, explored("a", "b", other="az"))
    (order,) = told(lab)["orders"]
    assert (order["estimate"], order["why_not"], order["covered"]) == (None, "uncovered", 0.5)


def test_what_another_order_gets_is_estimated_from_drawn_pages(lab: Lab) -> None:
    """A click on whatever stands first, if it is c: the other order puts it there."""
    chance, people = random.Random(8), [Visitor(f"p{number}") for number in range(400)]
    lab.agree(*people)
    for one in people:
        order = [NAMES[place] for place in shuffled(WEIGHTS, chance)]
        lab.triggers.explored(one, explored(*order))
        if order[0] == "c":
            _click(lab, one, "c")
    found = told(lab)
    assert found["clicks_a_page"] == pytest.approx(places(WEIGHTS)[2, 0], abs=0.06)
    (order,) = found["orders"]
    assert order["estimate"] == pytest.approx(1.0)
    assert order["covered"] == 1.0


def test_a_click_that_is_held_for_something_else_is_not_counted(lab: Lab) -> None:
    lab.agree(ANN)
    lab.triggers.explored(ANN, explored("a", "b"))
    _click(lab, ANN, "a")
    assert told(lab)["clicks_a_page"] == 1
    with writing(lab.store.engine) as session:
        session.execute(update(EventRow).values(purposes=int(Purpose.PERSONALISATION)))
    assert told(lab)["clicks_a_page"] == 0


def test_old_pages_are_not_asked(lab: Lab) -> None:
    lab.agree(ANN)
    lab.triggers.explored(ANN, explored("a", "b"))
    lab.triggers.write()
    lab.moment += timedelta(days=31)
    assert told(lab)["pages"] == 0
