"""tau2-retail's data in our store, under rules written from its policy: what its tasks expect is
allowed and leaves the expected state, and what its policy forbids is refused."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from databases import DATABASES, fresh_database

from actions.config import PROJECT_ROOT
from actions.policies import Judge, Verdict, load_rules
from actions.policies.wish import CancelWish, PaymentWish, ReturnWish, Wish
from actions.simulate.restoring import restore
from actions.simulate.state import Fault, differences
from actions.simulate.store_state import store_state
from actions.simulate.tau2.expected import expected_state, tau2_state
from actions.simulate.tau2.reading import Tau2Shop, load_tau2
from actions.simulate.tau2.tasks import Task, load_tasks
from actions.stores import SqlStore
from retrieval.catalog import read_products

SETS = Path(os.environ.get("STORECLERK_DATASETS", PROJECT_ROOT.parent / "shared" / "datasets"))
FOLDER = SETS / "tau2_retail"
RULES = load_rules(Path(__file__).with_name("rules.toml"))
TODAY = date(2026, 6, 20)
needs_data = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="STORECLERK_DATASETS has no tau2_retail"
)
pytestmark = needs_data


@dataclass
class Shop:
    data: Tau2Shop
    store: SqlStore
    judge: Judge

    def verdict(self, wish: Wish, customer_id: str) -> Verdict:
        customer = self.store.customer(customer_id)
        assert customer
        order_id = getattr(wish, "order_id", "")
        order = self.store.order(order_id) if order_id else None
        return self.judge.judge(wish, customer, order, TODAY)

    def do(self, task: Task) -> list[str]:
        """Where the rules say otherwise than the task; what is allowed is done."""
        surprises = []
        for want in task.wants:
            wish = want.wish()
            if wish is None:
                continue
            verdict = self.verdict(wish, task.known.customer_id)
            if verdict.allowed == want.refused:
                surprises.append(f"{task.task_id} {want.kind}: {verdict.refusal}")
            if verdict.change:
                self.store.apply(verdict.change, uuid.uuid4().hex)
        return surprises

    def restore(self, customer_id: str) -> None:
        restore(self.store, customer_id, self.data.customers, self.data.orders)


@pytest.fixture(scope="module")
def data() -> Tau2Shop:
    return load_tau2(FOLDER, datetime(2026, 6, 1))


@pytest.fixture(scope="module")
def tasks(data: Tau2Shop) -> tuple[Task, ...]:
    return load_tasks(FOLDER / "tasks_train.json", data.db)


@pytest.fixture(scope="module", params=DATABASES)
def shop(
    request: pytest.FixtureRequest, data: Tau2Shop, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("tau2")
    data.write_catalogue(folder / "products.jsonl")
    products = {one.product_id: one for one in read_products(folder / "products.jsonl")}
    with fresh_database(request.param, folder) as url:
        store = SqlStore(url)
        store.import_records(data.customers, data.orders)
        find: Callable[[str], object] = products.get
        yield Shop(data, store, Judge(RULES, find))  # type: ignore[arg-type]
        store.close()


def test_the_data_is_whole_in_our_store(shop: Shop, data: Tau2Shop) -> None:
    everybody = frozenset(data.db["users"])
    assert len(everybody) == len(data.customers) == 500
    assert dict(store_state(shop.store.engine)) == dict(tau2_state(data.db, everybody))


def test_what_every_task_expects_is_allowed_and_leaves_the_expected_state(
    shop: Shop, data: Tau2Shop, tasks: tuple[Task, ...]
) -> None:
    surprises, faults = [], []
    for task in tasks:
        who = frozenset({task.known.customer_id})
        before = store_state(shop.store.engine, who)
        surprises += shop.do(task)
        found = store_state(shop.store.engine, who)
        expected = expected_state(data.db, task.actions, who)
        faults += [f"{task.task_id} {one}" for one in differences(before, expected, found)]
        shop.restore(task.known.customer_id)
    assert (surprises, faults) == ([], [])


def test_everybody_can_show_who_they_are(shop: Shop, tasks: tuple[Task, ...]) -> None:
    for task in tasks:
        known = task.known
        assert known.email or (known.name and known.postcode), task.task_id
        found = (
            shop.store.customers_by_email(known.email)
            if known.email
            else shop.store.customers_by_name(known.name, known.postcode)
        )
        assert [one.customer_id for one in found] == [known.customer_id], task.task_id


def test_a_change_too_many_is_found_and_named(
    shop: Shop, data: Tau2Shop, tasks: tuple[Task, ...]
) -> None:
    task = next(one for one in tasks if one.wants[0].kind == "cancel_order")
    who = frozenset({task.known.customer_id})
    before = store_state(shop.store.engine, who)
    shop.do(task)
    found = store_state(shop.store.engine, who)
    told = differences(before, expected_state(data.db, (), who), found)
    assert {one.fault for one in told} == {Fault.FORBIDDEN}
    assert any('state: became "cancelled", was "pending"' in str(one) for one in told)
    undone = differences(before, expected_state(data.db, task.actions, who), before)
    assert {one.fault for one in undone} == {Fault.MISSING}
    shop.restore(task.known.customer_id)


def test_what_the_policy_forbids_is_refused(shop: Shop, data: Tau2Shop) -> None:
    """On every order of the set, whatever its state and whoever's."""
    for order_id, order in data.db["orders"].items():
        who, status = order["user_id"], order["status"]
        wish = CancelWish(order_id, "no_longer_needed")
        assert shop.verdict(wish, who).allowed == (status == "pending")
        assert not shop.verdict(CancelWish(order_id, "found_cheaper"), who).allowed
        paid_by = order["payment_history"][0]["payment_method_id"]
        methods = data.db["users"][who]["payment_methods"]
        for method_id, method in methods.items():
            may = method_id == paid_by or method["source"] == "gift_card"
            back = shop.verdict(ReturnWish(order_id, "", method_id=method_id), who)
            assert back.allowed == (status == "delivered" and may), (order_id, method_id)
            enough = method.get("balance", 10**9) >= order["payment_history"][0]["amount"]
            moved = shop.verdict(PaymentWish(order_id, method_id), who)
            allowed = status == "pending" and method_id != paid_by and enough
            assert moved.allowed == allowed, (order_id, method_id)
