"""A shop with a clock that is turned by hand, whose likeness is told by words shared."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from two_customers import order_record

from actions.audiences.brief import Brief
from actions.audiences.service import Audiences
from actions.audiences.words import AudienceWords
from actions.config import PROJECT_ROOT
from actions.personal.consents import Consents
from actions.personal.event import Did, Event
from actions.personal.journal import Journal
from actions.personal.purpose import Purpose
from actions.personal.visitor import Visitor
from actions.stores import SqlStore
from retrieval import Index
from retrieval.builder import build_index
from retrieval.catalog.build import ProductBuilder
from retrieval.catalog.mapping import COMMON
from retrieval.query import Language
from tests.actions.api.small_shop_index import RECORDS, HashEncoder

NOON = datetime(2026, 6, 20, 12, tzinfo=UTC)
LANGUAGES = PROJECT_ROOT / "data" / "languages"
JACKET = Brief(products=("jacket-1",), max_per_days={})
ALL = dict.fromkeys(Purpose, True)


@dataclass
class Crowd:
    """Consents, events, orders and audiences of one shop."""

    store: SqlStore
    index: Index
    moment: datetime = NOON
    made: int = 0
    consents: Consents = field(init=False)
    journal: Journal = field(init=False)
    audiences: Audiences = field(init=False)

    def __post_init__(self) -> None:
        self.consents = Consents(self.store.engine, self.clock)
        self.journal = Journal(self.store.engine, days=365, clock=self.clock)
        words = AudienceWords.load(LANGUAGES / "en", "en_IE", "EUR", self.title)
        self.audiences = Audiences(self.store.engine, self.index, words, UTC, self.clock)

    def clock(self) -> datetime:
        return self.moment

    def title(self, product_id: str) -> str:
        product = self.index.product(product_id)
        return product.title if product else ""

    def later(self, **span: float) -> None:
        self.moment += timedelta(**span)

    def says(self, customer: str, **said: bool) -> None:
        told = {Purpose[name.upper()]: yes for name, yes in said.items()}
        self.consents.put(Visitor(customer_id=customer), told or ALL)

    def looks(self, customer: str, product_id: str, did: Did = Did.VIEW) -> bool:
        """Whether it was kept."""
        self.made += 1
        visitor = Visitor(customer_id=customer)
        event = Event(f"e{self.made}", did, visitor, self.moment, product_id)
        return self.journal.keep([event])[0]

    def buys(self, customer: str, *products: str, state: str = "delivered") -> None:
        self.made += 1
        record = order_record(f"{90_000 + self.made}", state, customer)
        item = record["items"][0]
        items = [item | {"product_id": one, "variant_id": f"{one}-v"} for one in products]
        placed = self.moment.replace(tzinfo=None).isoformat()
        self.store.import_records([], [record | {"items": items, "placed": placed}])

    def make(self, brief: Brief = JACKET, groups: dict[str, str] | None = None) -> dict[str, Any]:
        return self.audiences.make(brief, groups)

    def ids(self, brief: Brief = JACKET) -> list[str]:
        return [one["customer_id"] for one in self.make(brief)["customers"]]


@pytest.fixture(scope="session")
def jackets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("jackets") / "index"
    builder, english = ProductBuilder(COMMON, "EUR"), Language.load(LANGUAGES / "en")
    products = [builder.build(record) for record in RECORDS]
    build_index(products, folder, encoder=HashEncoder(), language=english, currency="EUR")
    return folder


@pytest.fixture
def crowd(database_url: str, jackets: Path, tmp_path: Path) -> Iterator[Crowd]:
    folder = shutil.copytree(jackets, tmp_path / "index")
    english = Language.load(LANGUAGES / "en")
    index = Index.open(folder, encoder=HashEncoder(), languages=[english])
    store = SqlStore(database_url)
    yield Crowd(store, index)
    store.close()
    index.close()
