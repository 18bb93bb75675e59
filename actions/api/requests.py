"""`/api/requests`: what the desk has registered for a person to see to. Owns requests and answers;
the list and the closing are `actions.operations`'."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import Field

from actions.api.body import Body, check, read
from actions.keys import CONFIG, SERVICES
from actions.operations.requests import Requests


class RequestListing(Body):
    """`state` empty for all; `kind` as in docs/service.md (`start_return`, `complaint`, ...)."""

    state: Literal["open", "closed", ""] = "open"
    kind: Annotated[str, Field(max_length=32)] = ""
    k: Annotated[int, Field(ge=1, le=1_000)] = 100


class Closing(Body):
    """`note` says what came of it, for colleagues: no customer is told."""

    note: Annotated[str, Field(max_length=2_000)] = ""
    by: Annotated[str, Field(max_length=64)] = ""


async def get_requests(request: web.Request) -> web.Response:
    asked = check(dict(request.query), RequestListing)
    listed = await asyncio.to_thread(_requests(request).listed, asked.state, asked.kind, asked.k)
    return web.json_response({"requests": listed})


async def post_close(request: web.Request) -> web.Response:
    config = request.app[CONFIG]
    body = await read(request, Closing, config.limits.api_body_bytes)
    by, reference = body.by or config.shop.name[:64], request.match_info["reference"]
    closed = await asyncio.to_thread(_requests(request).close, reference, by, body.note)
    return web.json_response(closed)


def _requests(request: web.Request) -> Requests:
    zone = ZoneInfo(request.app[CONFIG].shop.time_zone)
    engine = request.app[SERVICES].store.engine
    return Requests(engine, lambda: datetime.now(zone).date())
