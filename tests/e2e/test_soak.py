"""Processes that die in the middle of a conversation: the next answers come, and are true."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from typing import Any

import aiohttp
import pytest
from running_shop import RunningShop
from shop_records import orders

pytestmark = [
    pytest.mark.soak,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(3600),
]
KILLS = int(os.environ.get("STORECLERK_SOAK_KILLS", "20"))
BACK_WITHIN_S = 120
VICTIMS = ("actions.server", "bot.start")


async def ask(http: aiohttp.ClientSession, url: str) -> list[dict[str, Any]]:
    async with http.post(f"{url}/chat/messages", json={"text": "where is order 10234?"}) as answer:
        answer.raise_for_status()
        messages: list[dict[str, Any]] = (await answer.json())["messages"]
        return messages


async def answered_truly(http: aiohttp.ClientSession, url: str) -> None:
    """Within the time given; until then every answer that comes says something."""
    until = asyncio.get_running_loop().time() + BACK_WITHIN_S
    while asyncio.get_running_loop().time() < until:
        try:
            messages = await ask(http, url)
        except aiohttp.ClientError:
            await asyncio.sleep(0.5)
            continue
        assert all(message["text"] for message in messages)
        if any(orders()["10234"]["tracking"] in message["text"] for message in messages):
            return
        await asyncio.sleep(0.5)
    pytest.fail("no true answer came back")


async def test_killed_processes_come_back_and_answer_truly(running: RunningShop) -> None:
    rng = random.Random(11)
    async with aiohttp.ClientSession() as http:
        await answered_truly(http, running.url)
        for _ in range(KILLS):
            process = running.process(rng.choice(VICTIMS))
            assert process is not None
            asking = asyncio.create_task(ask(http, running.url))
            await asyncio.sleep(rng.random() * 0.2)
            process.send_signal(signal.SIGKILL)
            await asyncio.gather(asking, return_exceptions=True)
            await answered_truly(http, running.url)
