"""`GET /api/questions`: what customers asked and got no answer to, for the merchant."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated, Literal

from aiohttp import web
from pydantic import Field

from actions.api.body import Body, check
from actions.keys import SERVICES


class AskedOfQuestions(Body):
    """`kind`: `policy` for what the policies don't say, `unclear` for what wasn't understood,
    `outside` for what the assistant doesn't do; all by default. `since` is the first day."""

    kind: Literal["", "policy", "unclear", "outside"] = ""
    since: date | None = None
    k: Annotated[int, Field(ge=1, le=1_000)] = 100


async def get_questions(request: web.Request) -> web.Response:
    asked = check(dict(request.query), AskedOfQuestions)
    log = request.app[SERVICES].unanswered
    found = await asyncio.to_thread(log.listed, asked.kind, asked.since, asked.k)
    return web.json_response({"questions": found})
