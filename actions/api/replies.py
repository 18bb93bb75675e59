"""`GET /api/replies` and `GET /api/replies/{id}`: the replies of the last while, and what the model
looked at when it worded one. For the merchant."""

from __future__ import annotations

import asyncio
import time

from aiohttp import web

from actions.keys import SERVICES

DEADLINE_S = 10.0


async def get_replies(request: web.Request) -> web.Response:
    kept = request.app[SERVICES].replies.recent.listed()
    return web.json_response({"replies": [reply.as_json() for reply in kept]})


async def get_reply(request: web.Request) -> web.Response:
    replies = request.app[SERVICES].replies
    deadline = time.monotonic() + DEADLINE_S
    explanation = await replies.explain(request.match_info["id"], deadline=deadline)
    # Some hundred thousand numbers: not on the loop that customers wait for.
    response = web.json_response(await asyncio.to_thread(explanation.as_json))
    response.enable_compression()
    return response
