"""A conversation with a real Rasa: given out whole, erased, and gone from both databases."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import aiohttp
import jwt
import pytest
from running_shop import ROOT, STORECLERK, RunningShop

from actions.gateway.tokens import Session

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]
SAID = "I'm after a waterproof jacket for my cousin Leopold"


async def forget(running: RunningShop, *arguments: str) -> Any:
    """The command, told of the running shop's places."""
    folder = running.endpoints.parent
    environment = os.environ | {
        "STORECLERK_DATABASE": f"sqlite:///{folder / 'storeclerk.db'}",
        "STORECLERK_CONVERSATIONS": str(folder / "rasa.db"),
        "STORECLERK_LOGS": str(folder / "log"),
        "STORECLERK_INSIDE_PORT": running.inside_url.rsplit(":", 1)[1],
    }
    process = await asyncio.create_subprocess_exec(
        *(str(STORECLERK), "forget", *arguments, "--json"),
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate()
    assert process.returncode == 0
    return json.loads(told)


async def test_a_conversation_is_exported_and_gone(running: RunningShop, tmp_path: Path) -> None:
    async with aiohttp.ClientSession() as http:
        url = f"{running.url}/chat/messages"
        async with http.post(url, json={"text": SAID}) as answer:
            session = (await answer.json())["session"]
    claims = jwt.decode(session, options={"verify_signature": False})
    sender = Session(claims["sid"], claims["exp"]).sender_id
    file = tmp_path / "kept.json"
    erased = (await forget(running, "--sender", sender, "--export", str(file)))["erased"]
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert SAID in [one.get("text") for one in kept["conversations"][sender]]
    assert erased["rasa_events"] == len(kept["conversations"][sender])
    assert (await forget(running, "--sender", sender))["erased"] == {}
