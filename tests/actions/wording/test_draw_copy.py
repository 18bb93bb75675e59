"""Rows of copy are drawn so that each can be planned: an offer only where there is one."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from actions.wording.draw_copy import COPY_SHARES, draw_copy
from actions.wording.plans import Planner
from actions.wording.rows import RequestRow
from llm.grounding.templates import Templates
from llm.plan import Task
from retrieval.values import Money, Product, Variant

TEMPLATES = Templates(Path("data/languages"))
PLANNER = Planner(lambda code: TEMPLATES.language(code).asks, "EUR", "en_IE", date(2026, 11, 26))
PRICE = Money(2000, "EUR")
PRODUCTS = (
    Product("a", "Oak Board", (Variant("a1", {}, PRICE, stock=2),), brand="Plainware"),
    Product("b", "Reed Mat", (Variant("b1", {}, PRICE, Money(2500, "EUR"), stock=0),)),
)


@pytest.mark.parametrize("task", list(COPY_SHARES))
def test_every_drawn_row_is_worded(task: Task) -> None:
    rng = random.Random(4)
    for number in range(80):
        drawn = draw_copy(PRODUCTS[:2], task, rng)
        row = RequestRow.model_validate({"id": number, "task": task} | drawn)
        plan = PLANNER.plan(row, turn=row.n - 1)
        text = TEMPLATES.reply(plan).text
        assert text
        assert not plan.limit or len(text) <= plan.limit


def test_an_offer_is_drawn_only_where_there_is_one() -> None:
    rng = random.Random(1)
    rows = [draw_copy(PRODUCTS[:1], Task.SOCIAL, rng) for _ in range(60)]
    assert {row["ask"] for row in rows} == {"post"}
