"""`/api/profile`: what the shop makes of what a visitor did, shown to them, and forgotten."""

from __future__ import annotations

import asyncio

from aiohttp import web

from actions.api.body import check
from actions.api.consent import Whose, told
from actions.api.visitor import somebody, visitor_of
from actions.keys import CALLER, SERVICES


async def get_profile(request: web.Request) -> web.Response:
    whose = check(dict(request.query), Whose)
    visitor = somebody(visitor_of(request[CALLER], whose.session, whose.customer_id))
    personal = request.app[SERVICES].personal
    consented = await asyncio.to_thread(personal.consents.of, visitor)
    taste = await asyncio.to_thread(personal.advisor.taste, visitor)
    return web.json_response(told(consented) | {"taste": taste.as_json()})


async def delete_profile(request: web.Request) -> web.Response:
    """What was agreed to stays agreed to; orders are the shop's books, and stay."""
    whose = check(dict(request.query), Whose)
    visitor = somebody(visitor_of(request[CALLER], whose.session, whose.customer_id))
    journal = request.app[SERVICES].personal.intake.journal
    forgotten = await asyncio.to_thread(journal.forget, visitor)
    return web.json_response({"forgotten": forgotten})
