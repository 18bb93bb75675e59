"""Drawn requests: every task turns up, and each can be planned as it stands."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from actions.config import load_config
from actions.wording.draw import draw_requests
from actions.wording.plans import Planner
from actions.wording.rows import RequestRow
from actions.wording.shelf import Shelf
from llm.plan import Length, Task
from llm.planning import AskWords
from llm.planning.shape import SHAPES, fits
from retrieval.encoder import export_encoder, open_encoder
from retrieval.index import Index
from retrieval.query import Language
from retrieval.values import Money, Product, Variant

THINGS = ("kettle", "lamp", "rope", "stove", "mug")
ORDER = {"id": "10234", "state": "delivered", "delivered_on": "2026-11-05", "total": 41.8,
         "currency": "EUR"}  # fmt: skip
POLICY = "# Returns\n\n## How to return something\nAsk us for a label. Pack the goods.\n"


def _thing(name: str) -> Product:
    variant = Variant(name, {}, Money.of(20, "EUR"), Money.of(25, "EUR"), 3)
    return Product(name, f"A {name}", (variant,), brand="Harrow", category=name)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    config = load_config()
    export_encoder(config.path("encoder"))
    index = Index.build(
        [_thing(name) for name in THINGS],
        tmp_path_factory.mktemp("drawn") / "index",
        encoder=open_encoder(config.path("encoder")),
        languages=[Language.load(config.languages_dir / "en")],
        currency="EUR",
    )
    yield index
    index.close()


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    orders = tmp_path / "orders.jsonl"
    orders.write_text(json.dumps(ORDER) + "\n", encoding="utf-8")
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "returns.md").write_text(POLICY, encoding="utf-8")
    return orders, tmp_path / "policies"


def _rows(shelf: Shelf, count: int = 400) -> list[RequestRow]:
    planner = Planner(lambda _: AskWords(), "EUR", "en", date(2026, 11, 26))
    rows = [RequestRow.model_validate(row) for row in draw_requests(shelf, count, 1)]
    for row in rows:
        plan = planner.plan(row)
        assert fits(plan.task, plan.ask, plan.slots), (plan.task, plan.ask, plan.slots)
        # A description's length is its facts'; a sentence for each would make it a list.
        listed = row.task is Task.DESCRIPTION and row.length is Length.LONG
        assert (plan.tone, plan.length) == (row.tone, Length.MEDIUM if listed else row.length)
    return rows


def test_every_task_is_drawn_and_every_row_has_a_plan(
    index: Index, files: tuple[Path, Path]
) -> None:
    rows = _rows(Shelf.open(index, *files))
    assert set(SHAPES) == {row.task for row in rows}
    asks = Counter(row.ask for row in rows if row.task is Task.RETURN)
    assert set(asks) == set(SHAPES[Task.RETURN])


def test_a_shop_without_orders_and_policies_asks_for_nothing_quoted(index: Index) -> None:
    rows = _rows(Shelf.open(index, None, None), 200)
    returns = {row.ask for row in rows if row.task is Task.RETURN}
    assert returns == {"open", "closed", "refund"}
