"""`POST /api/session`: a session for a page that has none, without a conversation."""

from __future__ import annotations

from typing import Annotated

from aiohttp import web
from pydantic import Field

from actions.api.body import Body, read
from actions.gateway.http import customer_of
from actions.keys import CALLER, CONFIG, TOKENS


class Opening(Body):
    """`session` is the signed token of an earlier one, which is carried on. Whose it is comes from
    a customer token in the Authorization header."""

    session: Annotated[str, Field(max_length=4_096)] | None = None


async def post_session(request: web.Request) -> web.Response:
    body = await read(request, Opening, request.app[CONFIG].limits.api_body_bytes)
    tokens = request.app[TOKENS]
    session = tokens.open_session(body.session, customer_of(request[CALLER]))
    return web.json_response({"session": tokens.sign(session)}, status=201)
