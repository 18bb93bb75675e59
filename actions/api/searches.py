"""`GET /api/searches`: what was searched for and what came of it, for the merchant."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated, Literal

from aiohttp import web
from pydantic import Field

from actions.api.body import Body, check
from actions.keys import SERVICES


class Asked(Body):
    """`only`: `empty` for searches that found nothing, `unclicked` for those that found something
    of which nothing was taken. `since` is the first day that counts."""

    only: Literal["", "empty", "unclicked"] = ""
    since: date | None = None
    k: Annotated[int, Field(ge=1, le=1_000)] = 100


async def get_searches(request: web.Request) -> web.Response:
    asked = check(dict(request.query), Asked)
    log = request.app[SERVICES].searches
    listed = await asyncio.to_thread(log.listed, asked.only, asked.since, asked.k)
    return web.json_response({"searches": listed})
