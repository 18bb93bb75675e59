"""What is forgotten by itself, and when."""

from __future__ import annotations

import asyncio
from dataclasses import fields, replace
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from two_customers import ADA

from actions.cart import CartLine, Carts
from actions.erasure.retention import Retention, retaining
from actions.operations.schema import AuditRow, OperationRow
from actions.settings import RetentionSettings
from actions.stores.engine import writing
from tests.actions.erasure.conftest import SECRET, Shop

LONG = RetentionSettings(**{one.name: 36_000 for one in fields(RetentionSettings)})
OF_ITSELF = {"matters": 0, "open_questions": 0}
"""They are of no use after a day, whatever the settings."""
LASTING = {
    *("customers", "orders", "requests", "gift_cards", "applied", "audit"),
    "consents",  # a customer's: what they said holds until they say otherwise
    "reviews",  # a customer's words in public, until they are erased
    *("handoffs", "conversation_lines", "outbox"),  # by [handoff]'s own clock
}


def after(shop: Shop, told: RetentionSettings, **time_passed: Any) -> dict[str, int]:
    shop.clock.pass_by(**time_passed)
    Retention(shop.engine, told, shop.clock).purge()
    return shop.counts()


@pytest.mark.parametrize(
    ("setting", "tables"),
    [
        ("carts_days", {"carts"}),
        ("identified_days", {"identified", "guesses"}),
        (
            "events_days",
            {"events", "feedback", "contacts", "copy_pieces", "experiment_visitors", "drawn_pages"},
        ),
        ("audiences_days", {"audience_members"}),
    ],
)
def test_each_setting_forgets_its_own_and_nothing_else(
    shop: Shop, setting: str, tables: set[str]
) -> None:
    before = shop.counts() | OF_ITSELF
    told = replace(LONG, **{setting: 10})
    assert after(shop, told, days=9, hours=23) == before
    assert after(shop, told, hours=2) == before | dict.fromkeys(tables, 0)


def test_a_cart_that_is_still_filled_stays_whole(shop: Shop) -> None:
    shop.clock.pass_by(days=9)
    Carts(shop.engine, shop.clock).put(ADA.sender_id, CartLine("K", "K-BLU", 1))
    assert after(shop, replace(LONG, carts_days=10), days=2)["carts"] == 2
    assert after(shop, replace(LONG, carts_days=10), days=9)["carts"] == 0


def test_of_what_was_done_the_audit_stays_without_words(shop: Shop) -> None:
    before = shop.counts()
    done = after(shop, replace(LONG, done_days=10), days=11)
    assert done["operations"] == before["operations"] - 4
    assert done["audit"] == before["audit"]
    with Session(shop.engine) as session:
        gone = AuditRow.operation_id.not_in(select(OperationRow.operation_id))
        rows = session.scalars(select(AuditRow).where(gone)).all()
        assert len(rows) == 12
        assert {row.customer_id for row in rows} == {"C1", "C2"}
        assert all(SECRET not in str(row.detail) for row in rows)
    unfinished = after(shop, replace(LONG, unfinished_days=11), days=1)
    assert unfinished["operations"] == 0


def test_what_has_its_yes_and_is_not_done_is_never_forgotten(shop: Shop) -> None:
    with writing(shop.engine) as session:
        session.execute(update(OperationRow).values(state="confirmed"))
    short = RetentionSettings(done_days=1, unfinished_days=1)
    assert after(shop, short, days=900)["operations"] == 6


async def test_it_runs_as_the_server_starts_and_a_failure_is_no_end(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actions.erasure.retention.EVERY_S", 0.01)
    shop.clock.pass_by(days=4000)
    retention, failures = Retention(shop.engine, RetentionSettings(), shop.clock), [1]
    purge = retention.purge

    def sometimes() -> None:
        if failures:
            failures.pop()
            raise OperationalError("", {}, Exception("the disk is full"))
        purge()

    monkeypatch.setattr(retention, "purge", sometimes)
    async with retaining(retention):
        for _ in range(1000):
            if not shop.counts()["operations"]:
                break
            await asyncio.sleep(0.01)
    left = {name: count for name, count in shop.counts().items() if count}
    assert set(left) == LASTING
