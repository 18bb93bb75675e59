"""A merchant's look into a reply, on the device that customers are served by."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
import torch

from actions.serving import (
    DeadlineExceeded,
    DeviceOwner,
    Limits,
    NotServing,
    Overloaded,
    Pace,
    Priority,
    StepFailed,
)
from llm.engine import BadRequest, Engine, GenerateRequest

TEXT = (3, 1, 4, 1, 5)


@pytest.fixture
async def owner(engine: Any) -> AsyncIterator[DeviceOwner]:
    limits = Limits(looks=dict.fromkeys(Priority, 2))
    owner = DeviceOwner(None, engine, limits=limits, pace=Pace(patience=5))
    await owner.start()
    yield owner
    engine.gate.set()
    await owner.drain(5)


def asked(length: int) -> GenerateRequest:
    return GenerateRequest((1, 2), stop_token=100, max_new_tokens=length)


async def test_what_is_seen_is_what_the_engine_alone_sees(
    owner: DeviceOwner, tiny_model: Any
) -> None:
    seen, _ = await asyncio.gather(owner.attention(TEXT), owner.generate(asked(9)))
    torch.testing.assert_close(seen, Engine(tiny_model).attention(TEXT))


async def test_a_look_waits_for_customers_but_not_for_ever(
    owner: DeviceOwner, engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at, look = [], engine.attention
    monkeypatch.setattr(engine, "attention", lambda t: (looked_at.append(engine.steps), look(t))[1])
    engine.gate.clear()
    busy = asyncio.create_task(owner.generate(asked(50)))
    await asyncio.sleep(0.01)
    await asyncio.gather(owner.attention(TEXT), opened(engine))
    await busy
    assert len(looked_at) == 1
    assert 5 <= looked_at[0] < engine.steps  # it let five steps pass; the reply went on after it


async def opened(engine: Any) -> None:
    await asyncio.sleep(0.01)
    engine.gate.set()


async def test_too_many_looks_are_refused_at_once(owner: DeviceOwner, engine: Any) -> None:
    engine.gate.clear()
    busy = asyncio.create_task(owner.generate(asked(3)))
    await asyncio.sleep(0.01)
    looks = [asyncio.create_task(owner.attention(TEXT)) for _ in range(2)]
    await asyncio.sleep(0.01)
    with pytest.raises(Overloaded):
        await owner.attention(TEXT)
    engine.gate.set()
    await asyncio.gather(busy, *looks)


async def test_a_late_look_is_answered_without_being_run(owner: DeviceOwner, engine: Any) -> None:
    engine.gate.clear()
    busy = asyncio.create_task(owner.generate(asked(3)))
    await asyncio.sleep(0.01)
    with pytest.raises(DeadlineExceeded):
        await owner.attention(TEXT, deadline=time.monotonic() + 0.02)
    engine.gate.set()
    await busy
    told = owner.metrics.text().decode()
    assert 'storeclerk_step_seconds_count{kind="attend"}' not in told


async def test_a_look_that_fails_harms_nobody(
    owner: DeviceOwner, engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadRequest):
        await owner.attention(range(70))
    with monkeypatch.context() as patch:
        patch.setattr(engine, "attention", lambda _: 1 / 0)
        with pytest.raises(StepFailed):
            await owner.attention(TEXT)
    assert (await owner.generate(asked(4))).tokens
    assert (await owner.attention(TEXT)).shape[-1] == len(TEXT)


async def test_without_a_generator_there_is_nothing_to_look_into(encoder: Any) -> None:
    owner = DeviceOwner(encoder)
    await owner.start()
    with pytest.raises(NotServing):
        await owner.attention(TEXT)
    await owner.drain()
