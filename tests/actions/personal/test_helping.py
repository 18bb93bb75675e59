"""Help is offered to whoever looks at one thing again and again: by consent, once a visit, and to
nobody who has made up their mind."""

from __future__ import annotations

from datetime import UTC
from types import SimpleNamespace
from typing import Any

import pytest

from actions.personal.event import Did
from actions.personal.forecast.foreteller import Chance, Foreteller
from actions.personal.forecast.helping import Helping, hesitates_about
from actions.personal.purpose import Purpose
from retrieval.catalog.build import ProductBuilder
from retrieval.catalog.mapping import COMMON
from retrieval.personal.predict.session import parted
from retrieval.values import Product
from tests.actions.personal.conftest import ANN, BEN, Diary
from tests.retrieval.personal.shoppers import act

V, C, P = Did.VIEW, Did.CART, Did.PURCHASE


def chance(*done: tuple[Did, str], probability: float | None = None, over: bool = False) -> Chance:
    acts = [act(did, product_id, 10 * place) for place, (did, product_id) in enumerate(done)]
    foreseen: Any = None
    if probability is not None:
        foreseen = SimpleNamespace(purchase=SimpleNamespace(probability=probability))
    return Chance(parted("v", acts)[-1], foreseen, over)


@pytest.mark.parametrize(
    ("told", "product_id"),
    [
        (chance((V, "a"), (V, "a")), None),
        (chance((V, "a"), (V, "b"), (V, "a"), (V, "a")), "a"),
        (chance((V, "a"), (V, "a"), (V, "a"), (C, "a")), None),
        (chance((V, "a"), (V, "a"), (V, "a"), (C, "b")), "a"),
        (chance((V, "a"), (V, "a"), (V, "a"), (P, "a")), None),
        (chance(*[(V, "a"), (V, "b")] * 3), "b"),
        (chance((V, "a"), (V, "a"), (V, "a"), over=True), None),
        (chance((V, "a"), (V, "a"), (V, "a"), probability=0.6), None),
        (chance((V, "a"), (V, "a"), (V, "a"), probability=0.2), "a"),
    ],
)
def test_who_hesitates_and_about_what(told: Chance, product_id: str | None) -> None:
    assert hesitates_about(told) == product_id


def product(stock: int | None) -> Product:
    record = {"id": "tent-1", "title": "Harrow Tent", "price": 90}
    return ProductBuilder(COMMON, "EUR").build(record | ({} if stock is None else {"stock": stock}))


def helping(diary: Diary, stock: int | None = 3) -> Helping:
    made = product(stock)
    foreteller = Foreteller(diary.journal, lambda _: made, None, UTC, clock=diary.clock)
    return Helping(foreteller, lambda _: made)


def look(diary: Diary, visitor: Any, times: int = 3) -> None:
    for _ in range(times):
        diary.later(seconds=30)
        diary.journal.keep([diary.event(visitor)])


def test_it_is_offered_once_a_visit(diary: Diary) -> None:
    diary.consents.put(ANN, {Purpose.PERSONALISATION: True})
    helper = helping(diary)
    look(diary, ANN, 2)
    assert helper.offer(ANN) is None
    look(diary, ANN, 1)
    offered = helper.offer(ANN)
    assert offered is not None
    assert offered.title == "Harrow Tent"
    assert helper.offer(ANN) is None
    look(diary, ANN, 3)
    assert helper.offer(ANN) is None
    diary.later(hours=2)
    look(diary, ANN, 3)
    assert helper.offer(ANN) is not None


def test_nobody_is_offered_anything_without_their_consent(diary: Diary) -> None:
    diary.consents.put(BEN, {Purpose.ANALYTICS: True})
    look(diary, BEN)
    look(diary, ANN)
    helper = helping(diary)
    assert helper.offer(BEN) is None
    assert helper.offer(ANN) is None


def test_what_is_sold_out_isnt_offered(diary: Diary) -> None:
    diary.consents.put(ANN, {Purpose.PERSONALISATION: True})
    look(diary, ANN)
    assert helping(diary, 0).offer(ANN) is None
    assert helping(diary, None).offer(ANN) is not None
