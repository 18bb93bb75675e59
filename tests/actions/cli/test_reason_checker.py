"""The checker of recommendations finds what is true, and each kind of untruth that is planted."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from actions.cli.evaluate.reason_checker import Checker, Records
from actions.cli.evaluate.reasons import measured
from actions.config import PROJECT_ROOT, load_config
from retrieval import Index
from retrieval.builder import build_index
from retrieval.catalog import read_products
from retrieval.query import Language
from tests.actions.api.small_shop_index import HashEncoder

LANGUAGES = PROJECT_ROOT / "data" / "languages"
TODAY = date(2026, 6, 20)
CATALOGUE = [
    {"id": "tent", "brand": "Harrow", "category": "tents", "rating": 4.5, "rating_count": 90,
     "attributes": {"waterproof": True},
     "variants": [{"id": "t1", "price": 80.0, "list_price": 100.0, "stock": 3},
                  {"id": "t2", "price": 70.0, "stock": 0}]},
    {"id": "mat", "brand": "Harrow", "category": "mats", "attributes": {"waterproof": True},
     "variants": [{"id": "m1", "price": 20.0, "stock": 3}]},
]  # fmt: skip


def order(customer: str, placed: str, *products: str, state: str = "delivered") -> dict[str, Any]:
    items = [{"product_id": one} for one in products]
    record = {"customer_id": customer, "placed": f"{placed}T10:00:00", "items": items}
    return {"state": state, "record": json.dumps(record)}


ORDERS = [
    *(order(c, "2026-06-10", "tent", "mat") for c in ("a", "b", "c")),
    order("d", "2026-05-01", "tent"),
    order("e", "2026-06-11", "tent", "mat", state="cancelled"),
    *(order(c, day, "mat") for c in ("f", "g", "h") for day in ("2026-03-01", "2026-03-31")),
]


@pytest.fixture
def checker(tmp_path: Path) -> Checker:
    engine = create_engine(f"sqlite:///{tmp_path / 'shop.db'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE orders (state, record)"))
        columns = "subject, kind, product_id, occurred, purposes"
        connection.execute(text(f"CREATE TABLE events ({columns})"))
        connection.execute(text("INSERT INTO orders VALUES (:state, :record)"), ORDERS)
        seen = {"subject": "c:z", "kind": "view", "product_id": "mat", "purposes": 1}
        unused = {"occurred": "2026-06-18 09:00:00", "kind": "cart", "purposes": 4}
        rows = [seen | {"occurred": "2026-06-19 09:00:00.000000"}, seen | unused]
        values = ", ".join(f":{name}" for name in columns.split(", "))
        connection.execute(text(f"INSERT INTO events VALUES ({values})"), rows)
    path = tmp_path / "products.jsonl"
    path.write_text("\n".join(map(json.dumps, CATALOGUE)))
    return Checker(Records.read(engine, path), TODAY)


def hit(kind: str, *evidence: tuple[str, Any, str], product: str = "tent") -> dict[str, Any]:
    told = [{"field": f, "value": v, "source": s} for f, v, s in evidence]
    variant = {"tent": "t1", "mat": "m1"}[product]
    return {"product_id": product, "variant_id": variant, "words": "Because.",
            "reasons": [{"kind": kind, "evidence": told}]}  # fmt: skip


TRUE = [
    hit("together", ("together", 3, "orders:tent+mat"), ("orders", 4, "orders:tent")),
    hit("viewed", ("viewed", "2026-06-19", "events:mat")),
    hit("taste", ("brand", "Harrow", "events:mat")),
    hit("like", ("waterproof", "yes", "catalogue:mat")),
    hit("offer", ("list_price", 100.0, "catalogue:tent")),
    hit("rated", ("rating", 4.5, "catalogue:tent"), ("rating_count", 90, "catalogue:tent")),
    hit("trending", ("buyers", 3, "orders:tent"), ("days", 14, "orders:tent")),
]


@pytest.mark.parametrize("told", TRUE, ids=lambda one: one["reasons"][0]["kind"])
def test_what_is_true_is_found(checker: Checker, told: dict[str, Any]) -> None:
    assert checker.faults(told, "z") == []


@pytest.mark.parametrize("told", TRUE, ids=lambda one: one["reasons"][0]["kind"])
def test_another_value_isnt(checker: Checker, told: dict[str, Any]) -> None:
    for place, evidence in enumerate(told["reasons"][0]["evidence"]):
        wrong = deepcopy(told)
        value = evidence["value"]
        other = f"{value}x" if isinstance(value, str) else value + 1
        wrong["reasons"][0]["evidence"][place]["value"] = other
        assert checker.faults(wrong, "z"), evidence


def test_a_look_is_the_customers_own_and_what_was_done(checker: Checker) -> None:
    viewed, carted = TRUE[1], hit("viewed", ("carted", "2026-06-19", "events:mat"))
    assert checker.faults(viewed, "a")
    assert checker.faults(carted, "z")


def test_what_nobody_agreed_to_the_use_of_is_no_evidence(checker: Checker) -> None:
    assert checker.faults(hit("viewed", ("carted", "2026-06-18", "events:mat")), "z")


def test_a_habit_needs_three(checker: Checker) -> None:
    mat = hit("again", ("bought", "2026-03-31", "orders:mat"), ("every_days", 30, "orders:mat"),
              product="mat")  # fmt: skip
    assert checker.faults(mat, "f") == []
    assert checker.faults(mat, "z")
    mat["reasons"][0]["evidence"][1]["value"] = 31
    assert checker.faults(mat, "f")


def test_what_mustnt_be_shown_is_a_fault(checker: Checker) -> None:
    fine = TRUE[5]
    assert checker.faults(fine, "z", frozenset({"tent"})) == ["it is excluded"]
    assert checker.faults(fine, "z", about="tent") == ["it is excluded"]
    assert checker.faults(fine, "a") == ["the customer has it already"]
    assert checker.faults(fine | {"variant_id": "t2"}, "z")
    assert checker.faults(fine | {"product_id": "ghost"}, "z")[0] == "it isn't in the catalogue"
    assert checker.faults(fine | {"reasons": []}, "z") == ["no reason is given"]


async def test_the_sample_shops_recommendations_are_borne_out(tmp_path: Path) -> None:
    english, encoder = Language.load(LANGUAGES / "en"), HashEncoder()
    products = list(read_products(PROJECT_ROOT / "data" / "catalog" / "products.jsonl"))
    folder = tmp_path / "index"
    build_index(products, folder, encoder=encoder, language=english, currency="EUR")
    index = Index.open(folder, encoder=encoder, languages=[english])
    told = await measured(index, load_config(PROJECT_ROOT, {}), 200, seed=3)
    index.close()
    assert (told["recommendations"] >= 200, told["faulty"]) == (True, 0), told["faults"]
    assert {"viewed", "together", "taste", "like"} <= set(told["by_kind"])
