"""A simulation from start to end: a shop is set up, conversations are held, all is taken down."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from actions.config import Config
from actions.errors import BadInput
from actions.policies import load_rules
from actions.simulate.case import Case, Outcome
from actions.simulate.draw import Draw
from actions.simulate.plan import Plan
from actions.simulate.running import Advance, run_cases
from actions.simulate.shop import (
    SimulatedShop,
    give_index,
    give_sample_index,
    serving,
    simulated_shop,
)
from actions.simulate.speech import load_words
from actions.simulate.target import Target
from actions.simulate.tau2.cases import cases_of
from actions.simulate.tau2.reading import load_tau2
from actions.simulate.tau2.tasks import load_tasks
from actions.stores import SqlStore
from actions.stores.sample import moved
from retrieval.catalog import read_products

Record = dict[str, Any]
TAU2_SHOP = """
name = "Tau Retail"
currency = "USD"
locale = "en_US"
time_zone = "America/New_York"
[contact]
email = "help@tau-retail.example"
phone = "+1 555 0100"
[hours]
mon = "09:00-18:00"
tue = "09:00-18:00"
wed = "09:00-18:00"
thu = "09:00-18:00"
fri = "09:00-18:00"
"""


@dataclass(frozen=True, slots=True)
class Setting:
    """The records of the shop, the conversations, and the shop's own database and processes."""

    shop: SimulatedShop
    customers: list[Record]
    orders: list[Record]
    cases: list[Case]
    gift_cards: tuple[Record, ...] = ()


def hold(plan: Plan, advance: Advance) -> list[Outcome]:
    """All conversations, in order. Raises what a start or a conversation raises."""
    with _folder(plan) as folder:
        setting = (_tau2 if plan.tau2 else _sample)(plan, folder)
        store = SqlStore(plan.database or setting.shop.config.database_url)
        try:
            store.import_records(setting.customers, setting.orders, setting.gift_cards)
            with _address(plan, setting.shop) as url:
                words = load_words(_language(setting.shop.config))
                public = (_language(setting.shop.config) / "dialogue.toml").read_text("utf-8")
                target = Target(url, store, setting.customers, setting.orders, words, public)
                return asyncio.run(run_cases(target, setting.cases, plan.at_once, advance))
        finally:
            store.close()


@contextmanager
def _folder(plan: Plan) -> Iterator[Path]:
    if plan.folder:
        plan.folder.mkdir(parents=True, exist_ok=True)
        if any(plan.folder.iterdir()):
            raise BadInput(f"{plan.folder} isn't empty: a simulation's shop begins anew")
        yield plan.folder.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="storeclerk-simulate-") as name:
        yield Path(name)


@contextmanager
def _address(plan: Plan, shop: SimulatedShop) -> Iterator[str]:
    if plan.server:
        yield plan.server
        return
    with serving(shop) as url:
        yield url


def _sample(plan: Plan, folder: Path) -> Setting:
    shop = simulated_shop(
        folder, database=plan.database, rules=plan.rules, templates=plan.templates
    )
    if not plan.server:
        give_sample_index(shop, _silent)
    catalogue = shop.config.root / "data" / "catalog"
    customers, orders = json_lines(catalogue / "customers.jsonl"), _orders_of_today(catalogue)
    products = {one.product_id: one for one in read_products(catalogue / "products.jsonl")}
    draw = Draw(
        customers,
        orders,
        products,
        load_rules(shop.config.path("service_rules")),
        load_words(_language(shop.config)),
        _today(shop.config),
        folder / "scratch.db",
    )
    cases = draw.cases(plan.conversations, plan.seed, plan.style, _silent)
    cards = tuple(json_lines(catalogue / "gift_cards.jsonl"))
    return Setting(shop, customers, orders, cases, cards)


def _tau2(plan: Plan, folder: Path) -> Setting:
    if plan.tau2 is None or plan.tasks is None:
        raise ValueError("no folder or no tasks")
    shop_file = folder / "shop.toml"
    shop_file.write_text(TAU2_SHOP, encoding="utf-8")
    shop = simulated_shop(
        folder,
        database=plan.database,
        rules=plan.rules,
        shop_file=shop_file,
        knowledge=_knowledge(plan.tau2, folder),
        templates=plan.templates,
    )
    data = load_tau2(plan.tau2, datetime.now(UTC).replace(tzinfo=None))
    if not plan.server:
        data.write_catalogue(folder / "products.jsonl")
        give_index(shop, folder / "products.jsonl", "tau2-retail", _silent)
    tasks = load_tasks(plan.tasks, data.db)
    cases = [
        case
        for run in range(1, plan.runs + 1)
        for case in cases_of(tasks, data.db, plan.seed, run, plan.style)
    ]
    return Setting(shop, list(data.customers), list(data.orders), cases)


def _knowledge(tau2: Path, folder: Path) -> Path:
    """The set's own policy is what that shop tells its customers."""
    told = folder / "knowledge" / "en"
    told.mkdir(parents=True)
    (told / "policy.md").write_bytes((tau2 / "policy.md").read_bytes())
    return told.parent


def _orders_of_today(catalogue: Path) -> list[Record]:
    """As the server loads them: moved so that the sample's day is today."""
    as_of = json.loads((catalogue / "meta.json").read_text(encoding="utf-8"))["as_of"]
    shift = datetime.now(UTC).date() - date.fromisoformat(as_of)
    return [moved(order, shift) for order in json_lines(catalogue / "orders.jsonl")]


def json_lines(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _language(config: Config) -> Path:
    return config.languages_dir / config.shop.language


def _today(config: Config) -> date:
    return datetime.now(ZoneInfo(config.shop.time_zone)).date()


def _silent(_done: int, _total: int) -> None:
    """Set-up is quick enough to go without a bar."""
