"""All that serves, built in order and taken down in the opposite one.

Owns what stands around the services that actions use: secrets, gateway, shelves, merchandising. The
services themselves are `opening`'s."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import aiohttp

from actions.config import Config
from actions.dialogue import Services, all_actions
from actions.gateway.gateway import Gateway
from actions.gateway.names import Names
from actions.gateway.rasa import RasaClient
from actions.gateway.secrets import load_secrets
from actions.gateway.sentences import Sentences
from actions.gateway.tokens import Tokens
from actions.handoff.opening import door_of
from actions.handoff.signing import Door
from actions.index_watch import IndexWatch, watched
from actions.merchandising import Merchandising, followed
from actions.metrics import Metrics
from actions.opening import DRAIN_S, open_services
from actions.shelves import Shelves
from actions.turns import Turns
from actions.webhook import Webhook
from actions.writers import open_other_model
from retrieval import Index


@dataclass(frozen=True, slots=True)
class Parts:
    """`admin_token` is set at the first start only."""

    config: Config
    tokens: Tokens
    admin_token: str | None
    sentences: Sentences
    services: Services
    shelves: Shelves
    metrics: Metrics
    rasa: RasaClient
    gateway: Gateway
    webhook: Webhook
    merchandising: Merchandising | None = None
    door: Door = field(default_factory=Door)


@asynccontextmanager
async def open_parts(config: Config) -> AsyncIterator[Parts]:
    """Raises the error of the first part that can't be had."""
    secrets, admin_token = load_secrets(config.path("secrets"))
    sentences = Sentences.load(config.languages_dir / config.shop.language)
    metrics, turns = Metrics(), Turns()
    async with (
        open_other_model(config) as other,
        open_services(config, metrics, turns, other) as services,
        open_shelves(services.index) as shelves,
        open_merchandising(config, services.index) as merchandising,
        aiohttp.ClientSession() as http,
    ):
        rasa = RasaClient(http, config.rasa_url)
        names = Names(shelves)
        names.refresh()
        gateway = Gateway(rasa, turns, sentences, config.limits, metrics, services.handoffs, names)
        try:
            yield Parts(
                config=config,
                tokens=Tokens(secrets, config.limits.session_ttl_s),
                admin_token=admin_token,
                sentences=sentences,
                services=services,
                shelves=shelves,
                metrics=metrics,
                rasa=rasa,
                gateway=gateway,
                webhook=Webhook(
                    all_actions(services), sentences, deadline_s=config.limits.turn_deadline_s
                ),
                merchandising=merchandising,
                door=door_of(config.handoff, os.environ),
            )
        finally:
            await gateway.drain(DRAIN_S)


@asynccontextmanager
async def open_shelves(index: Index) -> AsyncIterator[Shelves]:
    """Filled anew whenever somebody else changes or rebuilds the index."""
    shelves = Shelves(lambda: list(index.products()))
    async with watched(IndexWatch(index, shelves.refresh)):
        yield shelves


@asynccontextmanager
async def open_merchandising(config: Config, index: Index) -> AsyncIterator[Merchandising]:
    zone = ZoneInfo(config.shop.time_zone)
    path = config.path("merchandising")
    merchandising = Merchandising(path, index, lambda: datetime.now(zone).date())
    async with followed(merchandising):
        yield merchandising
