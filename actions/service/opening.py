"""Builds the service desk on the server's database: rules, desk, judge, operations, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from actions.identity import Desk
from actions.operations import Operations
from actions.policies import Judge, load_rules
from actions.service.clerk import Clerk
from actions.service.ears import Ears
from actions.service.matters import Matters
from actions.stores import ShopRecords
from retrieval.values import Product


@dataclass(frozen=True, slots=True)
class Counters:
    """What the desk stands on. `cited` is how the rules file is named to a customer."""

    engine: Engine
    records: ShopRecords
    rules_file: Path
    cited: str
    today: Callable[[], date]
    product: Callable[[str], Product | None]


def open_clerk(on: Counters, ears: Mapping[str, Ears]) -> Clerk:
    """Carries on with what had its yes when the server stopped. Raises `RulesError`."""
    rules = load_rules(on.rules_file)
    desk = Desk(on.engine, on.records, rules)
    judge = Judge(rules, on.product, on.cited)
    operations = Operations(on.engine, on.records, desk, judge, on.today)
    operations.resume()
    return Clerk(desk, judge, operations, Matters(on.engine), ears, on.today, on.product)
