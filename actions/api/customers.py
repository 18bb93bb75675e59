"""`/api/customers/{id}`: all that is kept of a customer, given out or erased. Owns requests and
answers; what is kept where is `actions.erasure`'s."""

from __future__ import annotations

import asyncio

from aiohttp import web

from actions.api.body import Body, check
from actions.erasure.conversations import Conversations
from actions.erasure.everywhere import erase_everywhere, export_everywhere
from actions.erasure.subject import of_customer
from actions.keys import CONFIG, SERVICES


class Erasing(Body):
    """With `anyway` also while an order is under way or a request isn't closed."""

    anyway: bool = False


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
