"""Processes that are killed in the middle of a handoff, as `kill -9` does. Run by spawn."""

from __future__ import annotations

import asyncio
import os
import signal
from datetime import timedelta

import aiohttp

from actions.handoff import Author, Line
from actions.handoff.cases import Cases
from actions.handoff.courier import Courier
from actions.handoff.outbox import Letter, Outbox
from actions.handoff.target import Taken
from actions.handoff.webhook import Webhook
from actions.stores.engine import open_engine
from actions.stores.moment import now

SECRET = "a secret of the test"
LEASE = timedelta(seconds=1)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def accept_and_die(database_url: str, sender_id: str, text: str) -> None:
    """The customer's message is kept; nobody comes to send it."""
    cases = Cases(open_engine(database_url), "webhook")
    cases.hold(sender_id, Line(f"c:{text}", Author.CUSTOMER, text, now()))
    _die()


class DyingWebhook(Webhook):
    async def deliver(self, letter: Letter) -> Taken:
        await super().deliver(letter)
        _die()
        raise AssertionError("unreachable")


def deliver_and_die(database_url: str, far_side: str) -> None:
    """The far side has the letter; that it has, is never written down."""
    asyncio.run(_deliver(database_url, far_side))


async def _deliver(database_url: str, far_side: str) -> None:
    async with aiohttp.ClientSession() as http:
        target = DyingWebhook(http, far_side, SECRET, timeout_s=5.0)
        await Courier(Outbox(open_engine(database_url), LEASE), target).run()
