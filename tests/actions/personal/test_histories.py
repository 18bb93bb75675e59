"""What the recommender learns from in a shop: histories of those who agreed to be counted alone."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from pathlib import Path

from actions.personal.event import Did
from actions.personal.histories import write_histories
from actions.personal.purpose import PURPOSES
from actions.personal.visitor import Visitor
from tests.actions.personal.conftest import Diary
from tests.retrieval.personal.goods import product

PERSONAL, _, ANALYTICS = PURPOSES
ADA, BERT, CLEO = Visitor(customer_id="ada"), Visitor(customer_id="bert"), Visitor("cleo")
GOODS = [product("tent"), product("mat"), product("cup", "cup", brand="Peat")]


def order(customer: str, *products: str) -> dict[str, object]:
    items = [
        {"product_id": one, "variant_id": f"{one}-v", "title": one, "quantity": 1, "price": 9.0}
        for one in products
    ]
    return {
        "id": f"o-{customer}", "customer_id": customer, "placed": "2026-05-01T10:00:00",
        "state": "delivered", "items": items, "shipping": 0, "total": 9, "currency": "EUR",
    }  # fmt: skip


def rows(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["customer"], row["item"]) for row in csv.DictReader(file)]


def test_orders_come_first_and_looks_after_them_by_their_times(
    diary: Diary, tmp_path: Path
) -> None:
    diary.store.import_records([], [order("ada", "tent")])
    diary.consents.put(ADA, {ANALYTICS: True})
    diary.later(hours=2)
    late = diary.event(ADA, "mat", occurred=diary.moment - timedelta(hours=1))
    diary.journal.keep([diary.event(ADA, "cup"), diary.event(ADA, "cup", did=Did.CART), late])
    table, attributes, people = write_histories(diary.store.engine, GOODS, tmp_path)
    assert rows(table) == [("c:ada", "tent"), ("c:ada", "mat"), ("c:ada", "cup")]
    assert people == 1
    traits = json.loads(attributes.read_text())
    assert traits["cup"] == ["brand:Peat", "kind:cup", "department:Camping", "price:cup:0"]
    assert set(traits) == {"tent", "mat", "cup"}


def test_whoever_didnt_agree_or_said_no_teaches_nothing(diary: Diary, tmp_path: Path) -> None:
    diary.store.import_records([], [order("bert", "tent", "mat")])
    diary.consents.put(BERT, {ANALYTICS: False})
    diary.consents.put(CLEO, {PERSONAL: True})
    diary.journal.keep([diary.event(CLEO, "tent"), diary.event(CLEO, "mat")])
    table, _, people = write_histories(diary.store.engine, GOODS, tmp_path)
    assert (rows(table), people) == ([], 0)


def test_what_is_no_longer_sold_is_left_out(diary: Diary, tmp_path: Path) -> None:
    diary.store.import_records([], [order("ada", "tent", "gone")])
    table, _, people = write_histories(diary.store.engine, GOODS, tmp_path)
    assert rows(table) == [("c:ada", "tent")]
    assert people == 0
