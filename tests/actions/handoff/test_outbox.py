"""Letters reach a far side that is down for a while: afterwards, in order, once."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from dying_process import SECRET, accept_and_die, deliver_and_die
from sqlalchemy import Engine

from actions.background import beside
from actions.handoff import Author, Line
from actions.handoff.cases import Cases
from actions.handoff.courier import Courier
from actions.handoff.outbox import Outbox
from actions.handoff.signing import is_signed, signature
from actions.handoff.webhook import Webhook

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
SPAWN = multiprocessing.get_context("spawn")


@asynccontextmanager
async def carried(engine: Engine, far_side: Any) -> AsyncIterator[Courier]:
    async with aiohttp.ClientSession() as http:
        target = Webhook(http, far_side.url, SECRET, timeout_s=2.0)
        courier = Courier(Outbox(engine, timedelta(seconds=2)), target)
        async with beside(courier.run()):
            yield courier


def conversation(cases: Cases, sender_id: str = "ann", messages: int = 3) -> str:
    handoff_id = cases.open(sender_id, "asked", "Wants a tent.")[0].handoff_id
    cases.take(handoff_id, "Maeve", "n")
    for n in range(messages):
        cases.hold(sender_id, Line(f"c:{n}", Author.CUSTOMER, f"line {n}", NOW))
    cases.close(handoff_id, "colleague", "n")
    return handoff_id


ALL = ["opened", "taken", "message", "message", "message", "closed"]


async def test_letters_arrive_in_order(engine: Engine, far_side: Any) -> None:
    handoff_id = conversation(Cases(engine, "webhook"))
    async with carried(engine, far_side) as courier:
        assert await courier.reached(handoff_id, 10.0)
    assert far_side.events == ALL
    assert [letter["sequence"] for letter in far_side.letters] == [1, 2, 3, 4, 5, 6]
    assert {letter["handoff"]["id"] for letter in far_side.letters} == {handoff_id}
    assert [n["message"]["text"] for n in far_side.letters[2:5]] == ["line 0", "line 1", "line 2"]


async def test_each_is_signed_with_its_time(engine: Engine, far_side: Any) -> None:
    conversation(Cases(engine, "webhook"))
    async with carried(engine, far_side):
        await far_side.has(6)
    for headers, body in far_side.got:
        stamp, shown = headers["X-Storeclerk-Timestamp"], headers["X-Storeclerk-Signature"]
        assert is_signed(SECRET, stamp, body, shown, float(stamp))
        assert not is_signed(SECRET, stamp, body + b" ", shown, float(stamp))
        assert not is_signed("another", stamp, body, shown, float(stamp))
        assert not is_signed(SECRET, stamp, body, shown, float(stamp) + 301)
        assert headers["X-Storeclerk-Delivery"] == json.loads(body)["id"]


def test_a_signature_is_what_the_documentation_says() -> None:
    told = signature("key", "1700000000", b'{"id": 1}')
    assert told == "sha256=" + (
        # printf '1700000000.{"id": 1}' | openssl dgst -sha256 -hmac key
        "af3fccd48ae8c04d014a2bacfc404a939e897f800e84cef433cc9e96bc00c676"
    )
    assert not is_signed("", "1700000000", b"", signature("", "1700000000", b""), 1_700_000_000)
    assert not is_signed("key", "soon", b"", signature("key", "soon", b""), 1_700_000_000)


async def test_a_far_side_that_is_down_gets_all_afterwards_in_order_and_once(
    engine: Engine, far_side: Any
) -> None:
    cases = Cases(engine, "webhook")
    far_side.status = 503
    async with carried(engine, far_side) as courier:
        handoff_id = conversation(cases, messages=1)
        courier.wake()
        assert not await courier.reached(handoff_id, 5.0)
        await far_side.until(lambda: far_side.refused >= 2)
        cases.record("bert", [])
        far_side.status = 200
        await far_side.has(4)
        assert await courier.reached(handoff_id, 5.0)
    assert far_side.events == ["opened", "taken", "message", "closed"]
    assert Outbox(engine, timedelta(seconds=1)).waiting(handoff_id) == (0, "")


async def test_a_letter_whose_answer_is_lost_comes_again_under_its_id(
    engine: Engine, far_side: Any
) -> None:
    far_side.swallow = 1
    conversation(Cases(engine, "webhook"))
    async with carried(engine, far_side):
        await far_side.has(6)
    assert far_side.events == ["opened", *ALL]
    assert [letter["event"] for letter in far_side.once()] == ALL


async def test_two_couriers_over_one_outbox_send_each_letter_once(
    engine: Engine, far_side: Any
) -> None:
    cases = Cases(engine, "webhook")
    for n in range(6):
        conversation(cases, f"sender {n}", messages=2)
    async with carried(engine, far_side), carried(engine, far_side):
        await far_side.has(30)
    assert len(far_side.got) == 30
    orders: dict[str, list[int]] = {}
    for letter in far_side.letters:
        orders.setdefault(letter["sender"], []).append(letter["sequence"])
    assert list(orders.values()) == [[1, 2, 3, 4, 5]] * 6


async def test_one_handoff_that_is_stuck_holds_no_other_up(engine: Engine, far_side: Any) -> None:
    cases, outbox = Cases(engine, "webhook"), Outbox(engine, timedelta(hours=1))
    conversation(cases, "ann")
    assert [letter.sender_id for letter in outbox.take_due(8)] == ["ann"]
    conversation(cases, "bert")
    async with carried(engine, far_side):
        await far_side.has(6)
    assert {letter["sender"] for letter in far_side.letters} == {"bert"}


def test_a_letter_that_was_taken_by_a_process_that_died_comes_again(engine: Engine) -> None:
    moment = [NOW]
    cases = Cases(engine, "webhook", clock=lambda: moment[0])
    outbox = Outbox(engine, timedelta(seconds=30), clock=lambda: moment[0])
    conversation(cases)
    (first,) = outbox.take_due(8)
    assert outbox.take_due(8) == []
    moment[0] += timedelta(seconds=31)
    (again,) = outbox.take_due(8)
    assert (again.letter_id, again.attempts) == (first.letter_id, 2)


@pytest.mark.parametrize(("attempts", "pause_s"), [(1, 1), (2, 2), (5, 16), (20, 300)])
def test_pauses_double_up_to_some_minutes(engine: Engine, attempts: int, pause_s: int) -> None:
    moment = [NOW]
    outbox = Outbox(engine, timedelta(seconds=1), clock=lambda: moment[0])
    conversation(Cases(engine, "webhook", clock=lambda: moment[0]))
    for _ in range(attempts):
        moment[0] += timedelta(hours=1)
        (letter,) = outbox.take_due(1)
        outbox.failed(letter, "down")
    assert outbox.next_due() == moment[0] + timedelta(seconds=pause_s)
    assert outbox.waiting(letter.handoff_id) == (6, "down")


async def test_a_server_killed_between_accepting_and_sending_loses_and_doubles_nothing(
    engine: Engine, database_url: str, far_side: Any
) -> None:
    cases = Cases(engine, "webhook")
    handoff_id = cases.open("ann", "asked", "Wants a tent.")[0].handoff_id
    cases.take(handoff_id, "Maeve", "n")
    for text in ("one", "two"):
        await died(accept_and_die, database_url, "ann", text)
    for sent in (1, 2):
        await died(deliver_and_die, database_url, far_side.url)
        assert len(far_side.got) == sent
    async with carried(engine, far_side):
        await far_side.has(4)
    said = [letter["message"]["text"] for letter in far_side.once() if "message" in letter]
    assert [letter["event"] for letter in far_side.once()] == ["opened", "taken"] + 2 * ["message"]
    assert said == ["one", "two"]
    places = [letter["sequence"] for letter in far_side.letters]
    assert places == sorted(places)


async def died(work: Any, *told: Any) -> None:
    process = SPAWN.Process(target=work, args=told)
    process.start()
    await asyncio.to_thread(process.join, 60)
    assert process.exitcode == -signal.SIGKILL
