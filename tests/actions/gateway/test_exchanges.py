"""What is kept of a conversation's last moments."""

from __future__ import annotations

import asyncio

from actions.gateway.exchanges import MAX_PER_SENDER, TTL_S, Answer, Exchanges


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def answered() -> Answer:
    return Answer("t", [])


async def failed() -> Answer:
    raise ZeroDivisionError


async def test_an_answer_is_kept_for_a_while_and_then_forgotten() -> None:
    clock = Clock()
    exchanges = Exchanges(clock)
    task = asyncio.create_task(answered())
    exchanges.add("ann", "m1", task)
    await task
    assert exchanges.find("ann", "m1") is not None
    clock.now = TTL_S + 1
    assert exchanges.find("ann", "m1") is None
    assert exchanges.unconfirmed("ann") == []


async def test_a_turn_under_way_is_never_too_old() -> None:
    clock = Clock()
    exchanges = Exchanges(clock)
    hold = asyncio.Event()

    async def later() -> Answer:
        await hold.wait()
        return Answer("t", [])

    task = asyncio.create_task(later())
    exchanges.add("ann", "m1", task)
    clock.now = TTL_S + 1
    assert [e.message_id for e in exchanges.unconfirmed("ann")] == ["m1"]
    hold.set()
    await task


async def test_a_failed_message_may_be_sent_again() -> None:
    exchanges = Exchanges()
    task = asyncio.create_task(failed())
    exchanges.add("ann", "m1", task)
    await asyncio.gather(task, return_exceptions=True)
    assert exchanges.find("ann", "m1") is None


async def test_the_confirmed_are_not_sent_again_and_memory_is_bounded() -> None:
    exchanges = Exchanges()
    for n in range(MAX_PER_SENDER + 5):
        task = asyncio.create_task(answered())
        exchanges.add("ann", f"m{n}", task)
        await task
    kept = exchanges.unconfirmed("ann")
    assert len(kept) == MAX_PER_SENDER
    kept[0].confirmed = True
    assert kept[0] not in exchanges.unconfirmed("ann")
