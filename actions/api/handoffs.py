"""`/api/handoffs`: the conversations that a person is asked for, for the inbox page or a desk of
the shop's own. Owns requests and answers; the steps are `actions.handoff`'s."""

from __future__ import annotations

import asyncio
import secrets
from typing import Annotated, Literal

from aiohttp import web
from pydantic import Field

from actions.api.body import Body, check, read
from actions.errors import NotFound
from actions.gateway.cleaning import clean
from actions.handoff import Handoff
from actions.handoff.service import Handoffs
from actions.keys import CONFIG, HANDOFFS

Name = Annotated[str, Field(max_length=64)]


class HandoffListing(Body):
    """By default all: waiting, taken, closed."""

    state: Literal["", "waiting", "taken", "closed"] = ""
    k: Annotated[int, Field(ge=1, le=500)] = 100


class Taking(Body):
    """`by` is the name that the customer sees; the shop's own where it is empty."""

    by: Name = ""


class DeskMessage(Body):
    """`id` makes a repeat harmless."""

    text: Annotated[str, Field(min_length=1)]
    by: Name = ""
    id: Annotated[str, Field(max_length=64)] = ""


async def get_handoffs(request: web.Request) -> web.Response:
    asked = check(dict(request.query), HandoffListing)
    handoffs = request.app[HANDOFFS]
    listed = []
    if handoffs is not None:
        listed = await asyncio.to_thread(handoffs.shelf.listed, asked.state, asked.k)
    return web.json_response({"handoffs": listed})


async def get_handoff(request: web.Request) -> web.Response:
    handoffs = _handoffs(request)
    handoff, lines = await asyncio.to_thread(handoffs.cases.get, request.match_info["id"])
    told = {
        **handoff.as_json(),
        "evidence": list(handoff.evidence),
        "told": dict(handoff.told),
        "lines": [line.as_json() for line in lines],
        "unsent": await handoffs.unsent(handoff.handoff_id),
    }
    return web.json_response(told)


async def post_take(request: web.Request) -> web.Response:
    body = await read(request, Taking, _limit(request))
    handoff_id = request.match_info["id"]
    return _answer(await _handoffs(request).take(handoff_id, body.by or _shop(request)))


async def post_message(request: web.Request) -> web.Response:
    body = await read(request, DeskMessage, _limit(request))
    text = clean(body.text, request.app[CONFIG].limits.message_chars)
    key = body.id or secrets.token_hex(8)
    by = body.by or _shop(request)
    handoff = await _handoffs(request).say(request.match_info["id"], key, by, text)
    return web.json_response(handoff.as_json() | {"message": key}, status=201)


async def post_hand_back(request: web.Request) -> web.Response:
    return _answer(await _handoffs(request).hand_back(request.match_info["id"]))


async def post_close(request: web.Request) -> web.Response:
    return _answer(await _handoffs(request).close(request.match_info["id"]))


def _handoffs(request: web.Request) -> Handoffs:
    handoffs = request.app[HANDOFFS]
    if handoffs is None:
        raise NotFound("this shop has no desk: handoff.to is none")
    return handoffs


def _answer(handoff: Handoff) -> web.Response:
    return web.json_response(handoff.as_json())


def _limit(request: web.Request) -> int:
    return request.app[CONFIG].limits.chat_body_bytes


def _shop(request: web.Request) -> str:
    return request.app[CONFIG].shop.name[:64]
