"""`POST /api/feedback`: a thumb on one message, kept with its session and turn."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from aiohttp import web
from pydantic import Field

from actions.api.body import Body, read
from actions.keys import CONFIG, SERVICES, TOKENS
from actions.stores import Feedback


class Thumb(Body):
    """`session` is the signed token; `turn_id` and `index` stand on the message."""

    session: str
    turn_id: Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
    index: Annotated[int, Field(ge=0, le=100)]
    value: Literal["up", "down"]


async def post_feedback(request: web.Request) -> web.Response:
    body = await read(request, Thumb, request.app[CONFIG].limits.chat_body_bytes)
    session = request.app[TOKENS].read_session(body.session)
    thumb = Feedback(session.sender_id, body.turn_id, body.index, body.value)
    await asyncio.to_thread(request.app[SERVICES].store.save_feedback, thumb)
    return web.json_response({"stored": True}, status=201)
