"""Who is learned from and who is foretold: who agreed to just that, for as long as they do."""

from __future__ import annotations

import functools
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from two_customers import CUSTOMERS, ORDERS

from actions.personal.event import Did
from actions.personal.forecast.foreteller import Foreteller
from actions.personal.forecast.past import every_basket, every_visit
from actions.personal.purpose import PURPOSES, Purpose
from retrieval.personal.predict.forecast import Forecast
from retrieval.personal.predict.schooling import school
from tests.actions.personal.conftest import ANN, BEN, Diary
from tests.retrieval.personal.shoppers import UNTIL, drawn_visits

PERSONAL, COUNTED = Purpose.PERSONALISATION, Purpose.ANALYTICS


@functools.cache
def schooled(visits: int) -> Forecast:
    """Learning takes seconds, and is the same whatever the database."""
    return school(drawn_visits(visits), (), UNTIL, {}).forecast


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("models") / "predict"
    school(drawn_visits(300), (), UNTIL, {"made_up": True}).forecast.save(made)
    return made


def foreteller(diary: Diary, folder: Path | None, sample: bool = True) -> Foreteller:
    return Foreteller(
        diary.journal, lambda _: None, folder, UTC,
        allows_made_up=lambda: sample, clock=diary.clock,
    )  # fmt: skip


def test_a_visitor_is_foretold_by_what_they_let_be_used(diary: Diary, folder: Path) -> None:
    diary.consents.put(ANN, {PERSONAL: True})
    diary.consents.put(BEN, {COUNTED: True})
    diary.journal.keep([diary.event(ANN), diary.event(BEN)])
    told = foreteller(diary, folder)
    chance = told.of(ANN)
    assert chance is not None
    assert chance.foreseen is not None
    assert told.of(BEN) is None
    diary.consents.put(ANN, {PERSONAL: False})
    assert told.of(ANN) is None


def test_each_act_changes_the_chance_at_once(diary: Diary, folder: Path) -> None:
    diary.consents.put(ANN, dict.fromkeys(PURPOSES, True))
    told = foreteller(diary, folder)
    chances = []
    for did in (Did.VIEW, Did.VIEW, Did.CART):
        diary.later(seconds=20)
        diary.journal.keep([diary.event(ANN, did=did)])
        chance = told.of(ANN)
        assert chance is not None
        assert chance.foreseen is not None
        chances.append(chance.foreseen.purchase.probability)
    assert chances[2] > chances[0]
    diary.later(minutes=31)
    over = told.of(ANN)
    assert over is not None
    assert over.is_over


def test_a_model_of_made_up_visits_says_nothing_of_a_shops_own(diary: Diary, folder: Path) -> None:
    assert foreteller(diary, folder).forecast() is not None
    assert foreteller(diary, folder, sample=False).forecast() is None
    assert foreteller(diary, None).forecast() is None


def test_a_model_made_anew_is_read_and_a_broken_one_left(diary: Diary, tmp_path: Path) -> None:
    told = foreteller(diary, tmp_path / "predict")
    assert told.forecast() is None
    for visits in (200, 210):
        schooled(visits).save(tmp_path / "predict")
        found = told.forecast()
        assert found is not None
        assert found.card["visits"] == visits
        assert told.forecast() is found
    school((), (), UNTIL, {}).forecast.save(tmp_path / "predict")
    (tmp_path / "predict" / "next.json").write_text("{", encoding="utf-8")
    assert told.forecast() is None


def test_only_who_agreed_to_be_counted_is_learned_from(diary: Diary) -> None:
    diary.consents.put(ANN, {PERSONAL: True})
    diary.consents.put(BEN, {COUNTED: True})
    diary.journal.keep([diary.event(ANN), diary.event(BEN), diary.event(BEN)])
    visits = every_visit(diary.store.engine, lambda _: None)
    assert [(visit.visitor, len(visit.acts)) for visit in visits] == [(BEN.key, 2)]
    later = diary.moment + timedelta(minutes=1)
    assert every_visit(diary.store.engine, lambda _: None, since=later) == []


def test_orders_of_who_said_no_are_left_out(diary: Diary) -> None:
    diary.store.import_records(CUSTOMERS, ORDERS)
    customers = {one["customer_id"] for one in ORDERS}
    found = {one.customer for one in every_basket(diary.store.engine, lambda _: None)}
    assert found <= customers
    assert found
    gone = sorted(found)[0]
    visitor = type(ANN)(customer_id=gone)
    diary.consents.put(visitor, {COUNTED: False})
    assert gone not in {one.customer for one in every_basket(diary.store.engine, lambda _: None)}
