"""`/api/customers/{id}`: all that is kept of a customer, given out or erased. Owns requests and
answers; what is kept where is `actions.erasure`'s."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal

from aiohttp import web
from pydantic import Field

from actions.api.body import Body, check
from actions.erasure.conversations import Conversations
from actions.erasure.everywhere import erase_everywhere, export_everywhere
from actions.erasure.subject import of_customer
from actions.keys import CONFIG, SERVICES
from actions.personal.directory import Directory, Listed
from actions.personal.purpose import PURPOSES


class Customers(Body):
    """`words` are looked for in ids, names and e-mail addresses."""

    words: Annotated[str, Field(max_length=100)] = ""
    purpose: Literal["", "personalisation", "marketing", "analytics"] = ""
    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    per_page: Annotated[int, Field(ge=1, le=200)] = 50


class Erasing(Body):
    """With `anyway` also while an order is under way or a request isn't closed."""

    anyway: bool = False


async def list_customers(request: web.Request) -> web.Response:
    asked = check(dict(request.query), Customers)
    directory = Directory(request.app[SERVICES].store.engine)
    listed, total = await asyncio.to_thread(
        directory.page, asked.words.strip(), asked.purpose, asked.page, asked.per_page
    )
    return web.json_response({"customers": [_told(one) for one in listed], "total": total})


async def get_customer(request: web.Request) -> web.Response:
    engine = request.app[SERVICES].store.engine
    conversations = Conversations(request.app[CONFIG])
    subject = await asyncio.to_thread(of_customer, engine, request.match_info["id"])
    return web.json_response(
        await asyncio.to_thread(export_everywhere, engine, conversations, subject)
    )


async def delete_customer(request: web.Request) -> web.Response:
    told = check(dict(request.query), Erasing)
    engine = request.app[SERVICES].store.engine
    conversations = Conversations(request.app[CONFIG])
    subject = await asyncio.to_thread(of_customer, engine, request.match_info["id"])
    erased = await asyncio.to_thread(
        erase_everywhere, engine, conversations, subject, anyway=told.anyway
    )
    return web.json_response({"erased": erased})


def _told(one: Listed) -> dict[str, Any]:
    return {
        "customer_id": one.customer_id,
        "name": one.name,
        "email": one.email,
        "orders": one.orders,
        "events": one.events,
        "latest": one.latest.isoformat() if one.latest else None,
        "consent": [
            purpose.word for purpose in PURPOSES if one.consented and one.consented[purpose].granted
        ],
    }
