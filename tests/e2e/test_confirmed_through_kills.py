"""Processes that are killed in the middle of a conversation: it goes on, and nothing that the
customer confirmed is done twice or half."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import AsyncIterator, Sequence
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from killed_shop import RASA, SERVER, KilledShop, killed_shop
from running_shop import ROOT, missing
from shop_records import Record, customers, orders
from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.operations.schema import AuditRow, OperationRow
from actions.stores import SqlStore
from llm.planning import OrderState

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(7200)]
MANY = int(os.environ.get("STORECLERK_SOAK_KILLS", "100"))
VICTIMS = ((SERVER,), (RASA,), (SERVER, RASA))
CANCELLABLE = ("pending", "processing")  # data/policies/rules.toml
YES = 2  # its place among what the customer says
AFTER_S = 0.8  # so long after a message was sent its answer is under way, or just given
REPEATS = 4

needs_cancelling = pytest.mark.skipif(
    "cancel_order" not in (ROOT / "domain.yml").read_text(encoding="utf-8"),
    reason="the dialogue knows no cancellation: domain.yml has no intent cancel_order",
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shop(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[KilledShop]:
    lacking = missing()
    if lacking:
        pytest.skip(f"needs {', '.join(lacking)}: run make setup")
    async with killed_shop(tmp_path_factory.mktemp("killed")) as shop:
        yield shop


class Talk:
    """One customer's conversation. A message that got no answer is sent again, as people do."""

    def __init__(self, http: aiohttp.ClientSession, shop: KilledShop) -> None:
        self._http, self._shop = http, shop
        self._session: dict[str, str] = {}

    async def say(self, text: str) -> list[dict[str, Any]]:
        """Raises `ClientError`. An answer always says something."""
        body = {"text": text} | self._session
        async with self._http.post(f"{self._shop.url}/chat/messages", json=body) as answer:
            answer.raise_for_status()
            given = await answer.json()
        self._session = {"session": given["session"]}
        messages: list[dict[str, Any]] = given["messages"]
        assert messages, text
        assert all(message["text"] for message in messages), text
        return messages

    async def say_and_die(
        self, text: str, victims: Sequence[str], rng: random.Random
    ) -> list[dict[str, Any]]:
        """They are killed while it is said; when all is back, it is said again."""
        saying = asyncio.create_task(self.say(text))
        await asyncio.sleep(rng.random() * AFTER_S)
        self._shop.kill(victims)
        await asyncio.gather(saying, return_exceptions=True)
        await self._shop.ready()
        return await self.say(text)


def cancellable() -> list[Record]:
    return [order for order in orders().values() if order["state"] in CANCELLABLE]


def is_cancelled(shop: KilledShop, order: Record) -> bool:
    store = SqlStore(shop.config.database_url)
    try:
        found = store.order(order["id"])
        return found is not None and found.state is OrderState.CANCELLED
    finally:
        store.close()


async def cancel_through_a_death(
    http: aiohttp.ClientSession,
    shop: KilledShop,
    order: Record,
    victims: Sequence[str],
    fatal: int,
    rng: random.Random,
) -> int:
    """How often the customer had to say it all again."""
    talk, email = Talk(http, shop), customers()[order["customer_id"]]["email"]
    script = (f"please cancel order {order['id']}, I ordered it by mistake", email, "yes please")
    for place, text in enumerate(script):
        await (talk.say_and_die(text, victims, rng) if place == fatal else talk.say(text))
    for again in range(REPEATS):
        if is_cancelled(shop, order):
            return again
        for text in script:
            await talk.say(text)
    pytest.fail(f"order {order['id']} could not be cancelled after a kill")


def check_done_once(shop: KilledShop, cancelled: Sequence[Record]) -> None:
    """By the database: each order cancelled and paid back once, and each step on record once."""
    store = SqlStore(shop.config.database_url)
    try:
        with Session(store.engine) as session:
            for order in cancelled:
                of_order = select(OperationRow).where(OperationRow.order_id == order["id"])
                done = [one for one in session.scalars(of_order) if one.state == "done"]
                assert len(done) == 1, order["id"]
                of_done = select(AuditRow.event).where(
                    AuditRow.operation_id == done[0].operation_id
                )
                events = list(session.scalars(of_done.order_by(AuditRow.id)))
                assert events == ["prepared", "confirmed", "done"], order["id"]
                check_paid_back_once(store, order)
            left = set(session.scalars(select(OperationRow.state)))
            assert "confirmed" not in left
    finally:
        store.close()


def check_paid_back_once(store: SqlStore, order: Record) -> None:
    found = store.order(order["id"])
    assert found is not None
    assert found.state is OrderState.CANCELLED
    assert sum(payment.amount.amount for payment in found.payments) == 0, order["id"]


def check_others_untouched(shop: KilledShop, cancelled: Sequence[Record]) -> None:
    store, ours = SqlStore(shop.config.database_url), {order["id"] for order in cancelled}
    try:
        for number, order in orders().items():
            found = store.order(number)
            assert found is not None
            assert number in ours or found.state.value == order["state"], number
    finally:
        store.close()


async def survive(
    shop: KilledShop, kills: int, seed: int, moments: Sequence[int] = (0, 1, YES, YES, YES, YES)
) -> None:
    """Each of `VICTIMS` in turn, at one of these messages."""
    rng = random.Random(seed)
    chosen = rng.sample(cancellable(), min(kills, len(cancellable())))
    again = []
    async with aiohttp.ClientSession() as http:
        for number, order in enumerate(chosen, start=1):
            victims, fatal = VICTIMS[number % len(VICTIMS)], rng.choice(moments)
            again.append(await cancel_through_a_death(http, shop, order, victims, fatal, rng))
            print(f"{number} of {len(chosen)}: order {order['id']} cancelled", flush=True)
    check_done_once(shop, chosen)
    check_others_untouched(shop, chosen)
    print(f"{len(chosen)} kills; said all again: {sum(map(bool, again))} customers")


async def test_a_search_goes_on_after_each_process_was_killed(shop: KilledShop) -> None:
    async with aiohttp.ClientSession() as http:
        talk = Talk(http, shop)
        await talk.say("a waterproof jacket under 120, not black")
        for victims in VICTIMS:
            shop.kill(victims)
            await shop.ready()
            (*_, last) = await talk.say("only in blue")
            assert "jacket" in last["custom"]["understood"]["text"]
            await talk.say("undo")


@needs_cancelling
async def test_what_was_confirmed_is_done_once_whatever_dies(shop: KilledShop) -> None:
    await survive(shop, len(VICTIMS), seed=11, moments=(YES,))


@needs_cancelling
@pytest.mark.soak
async def test_many_deaths_change_nothing_twice_or_half(shop: KilledShop) -> None:
    await survive(shop, MANY, seed=12)
