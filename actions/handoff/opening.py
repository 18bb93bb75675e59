"""Handoffs as `[handoff]` of `shop.toml` tells. Owns which target there is, and what it needs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
from sqlalchemy import Engine

from actions.errors import Unavailable
from actions.handoff.bell import Bell
from actions.handoff.cases import Cases
from actions.handoff.chatwoot import Chatwoot
from actions.handoff.chatwoot_client import ChatwootClient
from actions.handoff.courier import Courier
from actions.handoff.outbox import Outbox
from actions.handoff.service import Handoffs
from actions.handoff.shelf import Shelf
from actions.handoff.signing import Door
from actions.handoff.target import Target
from actions.handoff.webhook import Webhook
from actions.handoff.wording import Wording
from actions.settings import HandoffSettings

CALLS_A_LETTER = 6
"""At the most, where a letter is made of several calls."""


@asynccontextmanager
async def open_handoffs(
    told: HandoffSettings, engine: Engine, wording: Wording, environ: Mapping[str, str]
) -> AsyncIterator[Handoffs | None]:
    """None where the shop has no desk. Raises `Unavailable`, naming the setting that is missing."""
    if told.to == "none":
        yield None
        return
    async with aiohttp.ClientSession() as http:
        target = _target(told, http, environ)
        courier = None
        if target is not None:
            lease = timedelta(seconds=told.timeout_s * CALLS_A_LETTER)
            courier = Courier(Outbox(engine, lease), target)
        handoffs = Handoffs(
            Cases(engine, target.name if target else None, told.keep_lines),
            Shelf(engine),
            Bell(),
            wording,
            courier,
            silent=told.while_waiting == "silence",
            keep_days=told.keep_days,
        )
        async with handoffs.running():
            yield handoffs


def door_of(told: HandoffSettings, environ: Mapping[str, str]) -> Door:
    return Door(environ.get(told.desk_token_env, ""), environ.get(told.secret_env, ""))


def _target(
    told: HandoffSettings, http: aiohttp.ClientSession, environ: Mapping[str, str]
) -> Target | None:
    """None where the desk reads the server's own database."""
    if told.to == "console":
        return None
    secret = _needed(told.secret_env, "secret_env", environ)
    if told.to == "webhook":
        return Webhook(http, told.url, secret, told.timeout_s)
    token = _needed(told.token_env, "token_env", environ)
    client = ChatwootClient(http, told.url, token, told.account_id, told.inbox_id, told.timeout_s)
    return Chatwoot(client)


def _needed(name: str, setting: str, environ: Mapping[str, str]) -> str:
    value = environ.get(name, "")
    if not value:
        raise Unavailable(_lack(name, setting))
    return value


def lacks(told: HandoffSettings, environ: Mapping[str, str]) -> list[str]:
    """A sentence each for the secrets that such a desk needs and hasn't got."""
    needed = {"webhook": ("secret_env",), "chatwoot": ("secret_env", "token_env")}
    names = {setting: str(getattr(told, setting)) for setting in needed.get(told.to, ())}
    return [_lack(name, setting) for setting, name in names.items() if not environ.get(name)]


def _lack(name: str, setting: str) -> str:
    if not name:
        return f"handoff.{setting} names no environment variable, and the desk's side needs it"
    return f"the environment variable {name} of handoff.{setting} is empty"
