"""What handlers find on an application or a request, by typed key. Owns the keys, not the parts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from actions.config import Config
    from actions.copydesk.desk import CopyDesk
    from actions.dialogue.services import Services
    from actions.gateway.gateway import Gateway
    from actions.gateway.limits import RateLimiter
    from actions.gateway.rasa import RasaClient
    from actions.gateway.sentences import Sentences
    from actions.gateway.tokens import Caller, Tokens
    from actions.gateway.waiting import Waiting
    from actions.handoff.service import Handoffs
    from actions.handoff.signing import Door
    from actions.merchandising import Merchandising
    from actions.metrics import Metrics
    from actions.shelves import Shelves
    from actions.webhook import Webhook

CONFIG: web.AppKey[Config] = web.AppKey("config")
TOKENS: web.AppKey[Tokens] = web.AppKey("tokens")
SENTENCES: web.AppKey[Sentences] = web.AppKey("sentences")
GATEWAY: web.AppKey[Gateway] = web.AppKey("gateway")
RASA: web.AppKey[RasaClient] = web.AppKey("rasa")
API_RATE: web.AppKey[RateLimiter] = web.AppKey("api_rate")
SERVICES: web.AppKey[Services] = web.AppKey("services")
COPYDESK: web.AppKey[CopyDesk] = web.AppKey("copydesk")
SHELVES: web.AppKey[Shelves] = web.AppKey("shelves")
MERCHANDISING: web.AppKey[Merchandising | None] = web.AppKey("merchandising")
HANDOFFS: web.AppKey[Handoffs | None] = web.AppKey("handoffs")
DESK_DOOR: web.AppKey[Door] = web.AppKey("desk_door")
WAITING: web.AppKey[Waiting | None] = web.AppKey("waiting")
METRICS: web.AppKey[Metrics] = web.AppKey("metrics")
WEBHOOK: web.AppKey[Webhook] = web.AppKey("webhook")
# Set when the server is to stop: sockets then say goodbye.
STOPPING: web.AppKey[asyncio.Event] = web.AppKey("stopping")

OPENAPI: web.AppKey[dict[str, Any]] = web.AppKey("openapi")

CALLER: web.RequestKey[Caller] = web.RequestKey("caller")
TRACE_ID: web.RequestKey[str] = web.RequestKey("trace_id")
