"""`POST /chat/messages`: one message, one answer, for callers that hold no line open; `GET`: what a
colleague wrote meanwhile."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from aiohttp import web
from pydantic import Field

from actions.api.access import address
from actions.api.body import Body, check, read
from actions.gateway.errors import Unauthorized
from actions.gateway.exchanges import Answer
from actions.gateway.tokens import Caller, Customer
from actions.gateway.visit import visitor_in
from actions.keys import CALLER, CONFIG, GATEWAY, TOKENS, TRACE_ID, WAITING


class ChatMessage(Body):
    """`session` is the signed token of an earlier answer; `id` makes a repeat harmless; `visit` is
    the token a page knows its visitor by (`POST /api/session`)."""

    text: str
    visit: Annotated[str, Field(max_length=4_096)] | None = None
    session: str | None = None
    id: Annotated[str, Field(max_length=64)] = ""


async def post_message(request: web.Request) -> web.Response:
    """Who the customer is comes from the Authorization header alone."""
    body = await read(request, ChatMessage, request.app[CONFIG].limits.chat_body_bytes)
    tokens, waiting = request.app[TOKENS], request.app[WAITING]
    session = tokens.open_session(body.session, customer_of(request[CALLER]))
    if waiting is not None:
        await waiting.came(session.sender_id, body.id)
    exchange = request.app[GATEWAY].submit(
        session,
        body.text,
        address=address(request),
        trace_id=request[TRACE_ID],
        channel="http",
        message_id=body.id,
        visitor=visitor_in(session, body.visit, tokens),
    )
    answer = await asyncio.shield(exchange.task)
    exchange.confirmed = True
    news = await waiting.give(session.sender_id, body.id) if waiting is not None else []
    content = {"session": tokens.sign(session), "messages": [*news, *messages(answer)]}
    return web.json_response(content | {"turn_id": answer.turn_id})


class News(Body):
    """`after` is the `turn_id` of the last message that came unasked, as far as it is known."""

    after: Annotated[str, Field(max_length=96)] = ""


async def get_messages(request: web.Request) -> web.Response:
    """`GET /chat/messages`: what a colleague wrote, for the session in the Authorization header.
    Raises `Unauthorized`."""
    session, waiting = request[CALLER].session, request.app[WAITING]
    if session is None:
        raise Unauthorized("this needs a session's token: Authorization: Bearer ...")
    after = check(dict(request.query), News).after
    news = await waiting.after(session.sender_id, after) if waiting is not None else []
    return web.json_response({"messages": news})


def customer_of(caller: Caller) -> Customer | None:
    """Raises `Unauthorized` when the header holds a token that names no customer."""
    if caller.session is not None or caller.is_admin:
        raise Unauthorized("Authorization takes a customer token here; a session goes in the body")
    return caller.customer


def messages(answer: Answer) -> list[dict[str, Any]]:
    """Each message with its place, which feedback names it by."""
    place = {"turn_id": answer.turn_id}
    return [{**place, "index": n, **message} for n, message in enumerate(answer.messages)]
