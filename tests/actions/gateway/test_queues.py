"""One line a sender."""

from __future__ import annotations

import asyncio

import pytest

from actions.gateway.errors import TooMany
from actions.gateway.queues import SenderQueues


async def test_a_cancelled_message_gives_up_its_place() -> None:
    queues = SenderQueues(max_waiting=2, max_open=10)
    entered, leave = asyncio.Event(), asyncio.Event()
    order: list[str] = []

    async def turn(name: str, wait: asyncio.Event | None = None) -> None:
        async with queues.turn("ann"):
            order.append(name)
            entered.set()
            if wait:
                await wait.wait()

    first = asyncio.create_task(turn("first", leave))
    await entered.wait()
    second = asyncio.create_task(turn("second"))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
    third = asyncio.create_task(turn("third"))
    await asyncio.sleep(0)
    leave.set()
    await asyncio.gather(first, third)
    assert order == ["first", "third"]
    assert (queues.senders, queues.depth) == (0, 0)


async def test_a_turn_that_fails_lets_the_next_in() -> None:
    queues = SenderQueues(max_waiting=2, max_open=10)
    with pytest.raises(ZeroDivisionError):
        async with queues.turn("ann"):
            raise ZeroDivisionError
    async with queues.turn("ann"):
        assert queues.depth == 1
    assert queues.senders == 0


async def test_all_lines_together_are_bounded() -> None:
    queues = SenderQueues(max_waiting=5, max_open=2)
    async with queues.turn("ann"), queues.turn("bob"):
        with pytest.raises(TooMany):
            async with queues.turn("cat"):
                pass
    async with queues.turn("cat"):
        assert queues.depth == 1
