"""`/api/consent`: what a visitor agreed to that their data be used for; asked, given, withdrawn."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from actions.api.body import Body, check, read
from actions.api.events import Name
from actions.api.visitor import somebody, visitor_of
from actions.keys import CALLER, CONFIG, SERVICES
from actions.personal.consents import Consented
from actions.personal.purpose import PURPOSES, Purpose


class Whose(Body):
    """For the shop's own back end (admin token); a shopper's own come from the token alone."""

    session: Name | None = None
    customer_id: Name | None = None


class Saying(Whose):
    """What isn't named stays as it was. `service` (orders, cart, this conversation) isn't asked
    for: it is what the shop does when it is asked to."""

    personalisation: bool | None = None
    marketing: bool | None = None
    analytics: bool | None = None

    def said(self) -> dict[Purpose, bool]:
        told = {purpose: getattr(self, purpose.word) for purpose in PURPOSES}
        return {purpose: granted for purpose, granted in told.items() if granted is not None}


async def get_consent(request: web.Request) -> web.Response:
    whose = check(dict(request.query), Whose)
    visitor = somebody(visitor_of(request[CALLER], whose.session, whose.customer_id))
    consents = request.app[SERVICES].personal.consents
    return web.json_response(told(await asyncio.to_thread(consents.of, visitor)))


async def put_consent(request: web.Request) -> web.Response:
    """A withdrawal has taken what was kept for that purpose alone before this answers."""
    body = await read(request, Saying, request.app[CONFIG].limits.api_body_bytes)
    visitor = somebody(visitor_of(request[CALLER], body.session, body.customer_id))
    consents = request.app[SERVICES].personal.consents
    return web.json_response(told(await asyncio.to_thread(consents.put, visitor, body.said())))


def told(consented: Consented) -> dict[str, Any]:
    purposes: dict[str, Any] = {"service": {"granted": True, "since": None}}
    for purpose, consent in consented.items():
        since = consent.since.isoformat() if consent.since else None
        purposes[purpose.word] = {"granted": consent.granted, "since": since}
    return {"purposes": purposes}
