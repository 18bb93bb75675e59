"""What the device does when its engine breaks, runs out of memory, hangs or is shut down: whoever
waits is answered within its deadline, and those who come after are served."""

import asyncio
import time

import pytest
import torch

from actions.serving import DeadlineExceeded, DeviceOwner, Priority, ShuttingDown, StepFailed
from llm.engine import GenerateRequest

LONG_S = 15.0  # far more than anything here takes: only a waiter that is forgotten meets it
FAULTS = {
    "a step raises": ValueError("planned"),
    "out of memory": torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"),
    "device lost": torch.AcceleratorError("CUDA error: an illegal memory access", 700),
}


@pytest.fixture
async def owner(engine):
    owner = DeviceOwner(None, engine)
    await owner.start()
    yield owner
    engine.gate.set()
    await owner.drain(5)


def asked(*tokens, length=8):
    return GenerateRequest(tokens, stop_token=100, max_new_tokens=length)


def broken(engine, monkeypatch, error, after):
    """The engine's forward pass raises once, `after` steps from now."""
    decode, left = engine._decoder.next, [after]

    def fails(running):
        left[0] -= 1
        if left[0] == 0:
            raise error
        return decode(running)

    monkeypatch.setattr(engine._decoder, "next", fails)


@pytest.mark.parametrize("name", FAULTS)
async def test_all_in_a_broken_step_are_told_and_the_next_are_served(
    owner, engine, monkeypatch, name
):
    wanted = await owner.generate(asked(7, 8))
    broken(engine, monkeypatch, FAULTS[name], after=3)
    waiting = [
        owner.generate(asked(n + 1, length=20), deadline=time.monotonic() + LONG_S)
        for n in range(4)
    ]
    async with asyncio.timeout(LONG_S):
        ended = await asyncio.gather(*waiting, return_exceptions=True)
    failed = [error for error in ended if isinstance(error, StepFailed)]
    assert failed
    assert all(error.__cause__ is FAULTS[name] for error in failed)
    assert all(isinstance(error, StepFailed) or error.tokens for error in ended)
    assert (await owner.generate(asked(7, 8))) == wanted
    assert not engine.has_work


async def test_a_step_that_hangs_keeps_nobody_past_their_deadline(owner, engine):
    engine.gate.clear()
    waiting = [
        owner.generate(asked(n + 1), deadline=time.monotonic() + 0.05, priority=priority)
        for n, priority in enumerate(list(Priority) * 2)
    ]
    async with asyncio.timeout(LONG_S):  # the gate stays shut: the step goes on hanging
        ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(error) for error in ended] == [DeadlineExceeded] * 6
    engine.gate.set()
    assert len((await owner.generate(asked(1))).tokens) == 8


async def test_a_shutdown_during_a_hanging_step_answers_all_who_listen(owner, engine):
    engine.gate.clear()
    heard = []
    waiting = [
        asyncio.create_task(owner.generate(asked(n + 1), listen=lambda *_: heard.append(1)))
        for n in range(5)
    ]
    await asyncio.sleep(0.02)
    drained = asyncio.create_task(owner.drain(0.05))
    async with asyncio.timeout(LONG_S):
        ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(error) for error in ended] == [ShuttingDown] * 5
    engine.gate.set()
    await drained
    assert heard == []
