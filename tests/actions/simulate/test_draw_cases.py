"""Conversations drawn over the sample shop: by seed, over all services, some to be refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from counterpart import WORDS

from actions.config import PROJECT_ROOT
from actions.policies import Judge, load_rules
from actions.simulate.case import Case
from actions.simulate.checking import SWAPPED
from actions.simulate.draw import Draw
from actions.simulate.leaks import Secrets
from actions.simulate.session import json_lines as records
from actions.stores import SqlStore
from retrieval.catalog import read_products

CATALOGUE = PROJECT_ROOT / "data" / "catalog"
AS_OF = date(2026, 11, 20)
SOME = 20


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> list[list[Case]]:
    """Many by one seed, the first of them once more, and as many by another seed."""
    products = {one.product_id: one for one in read_products(CATALOGUE / "products.jsonl")}
    rules = load_rules(PROJECT_ROOT / "data" / "policies" / "rules.toml")
    customers, orders = (records(CATALOGUE / f"{n}.jsonl") for n in ("customers", "orders"))
    made = []
    for number, (seed, count) in enumerate(((1, 90), (1, SOME), (2, 90))):
        scratch = tmp_path_factory.mktemp("draw") / f"{number}.db"
        draw = Draw(customers, orders, products, rules, WORDS, AS_OF, scratch)
        made.append(draw.cases(count, seed, "mixed", lambda _done, _total: None))
    return made


def test_a_seed_draws_the_same_and_another_others(drawn: list[list[Case]]) -> None:
    first, again, other = drawn
    assert first[:SOME] == again
    assert [one.wants for one in first] != [one.wants for one in other]


def test_all_services_are_drawn_and_some_are_to_be_refused(drawn: list[list[Case]]) -> None:
    wants = [want for case in drawn[0] for want in case.wants]
    kinds = Counter(want.kind for want in wants)
    assert len(kinds) >= 14
    assert 0.1 < sum(want.refused for want in wants) / len(wants) < 0.4


def test_every_want_is_of_the_customer_who_has_it(drawn: list[list[Case]]) -> None:
    owners = {one["id"]: one["customer_id"] for one in records(CATALOGUE / "orders.jsonl")}
    for case in drawn[0]:
        for want in case.wants:
            stranger = want.kind == "order_status" and want.refused
            own = owners.get(want.order_id) == case.known.customer_id
            assert own or not want.order_id or stranger, case.case_id


def test_what_would_be_done_under_another_name_isnt_to_be_refused(
    drawn: list[list[Case]], tmp_path: Path
) -> None:
    products = {one.product_id: one for one in read_products(CATALOGUE / "products.jsonl")}
    judge = Judge(load_rules(PROJECT_ROOT / "data/policies/rules.toml"), products.get)
    store = SqlStore(f"sqlite:///{tmp_path / 'records.db'}")
    store.import_records(*(records(CATALOGUE / f"{n}.jsonl") for n in ("customers", "orders")))
    firsts = [case.wants[0] for cases in (drawn[0], drawn[2]) for case in cases]
    refused = [want for want in firsts if want.kind in SWAPPED and want.refused]
    assert refused
    for want in refused:
        order = store.order(want.order_id)
        customer = store.customer(order.customer_id) if order else None
        assert customer is not None
        for kind in SWAPPED:
            wish = replace(want, kind=kind).wish()
            assert wish is not None
            assert not judge.judge(wish, customer, order, AS_OF).allowed
    store.close()


def test_customers_know_where_they_live_and_not_where_they_will(drawn: list[list[Case]]) -> None:
    people = {one["id"]: one for one in records(CATALOGUE / "customers.jsonl")}
    for case in drawn[0]:
        assert case.known.postcode == people[case.known.customer_id]["address"]["postcode"]


def test_others_facts_are_found_in_an_answer_and_ones_own_are_not() -> None:
    customers, orders = (records(CATALOGUE / f"{n}.jsonl") for n in ("customers", "orders"))
    secrets = Secrets(customers, orders)
    rng = Random(1)
    for person in rng.sample(customers, 10):
        mine = f"{person['name']}, {person['email']}, {person['address']['street']}."
        assert secrets.leaked(person["id"], [mine], []) == []
        other = next(one for one in customers if one["name"] != person["name"])
        assert secrets.leaked(person["id"], [f"It is {other['name']}'s."], []) == [
            other["name"].lower()
        ]
        assert secrets.leaked(person["id"], [other["email"]], [f"I am {other['email']}"]) == []
        number = next(one["id"] for one in orders if one["customer_id"] != person["id"])
        assert secrets.leaked(person["id"], [f"Order {number}: packed"], []) == [number]
        assert secrets.leaked(person["id"], [f"€{number}.50 or 1{number}"], []) == []
