"""`POST /api/events`: what shoppers do, one or a batch, kept once however often it is sent."""

from __future__ import annotations

import asyncio
import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from aiohttp import web
from pydantic import AwareDatetime, Field

from actions.api.body import Body, check, read_json
from actions.api.errors import Invalid
from actions.gateway.errors import Unauthorized
from actions.gateway.tokens import Caller
from actions.keys import CALLER, CONFIG, SERVICES
from actions.stores import Event

MAX_BATCH = 1_000
COUNTED = ("search", "click")
"""What a page may tell of a visitor who has no session yet: it is counted, and not kept."""
CLOCK_SKEW = timedelta(minutes=5)
Name = Annotated[str, Field(min_length=1, max_length=64)]


class ShopEvent(Body):
    """`id` makes a repeat harmless; `occurred` is now unless said. `session` and `customer_id`
    are for the shop's own back end (admin token): a shopper's come from the token alone."""

    type: Literal["view", "search", "click", "cart", "purchase"]
    id: Annotated[str, Field(max_length=64)] = ""
    product_id: Annotated[str, Field(max_length=128)] | None = None
    query: Annotated[str, Field(max_length=500)] | None = None
    quantity: Annotated[int, Field(ge=1, le=10_000)] | None = None
    value: Annotated[float, Field(ge=0)] | None = None
    occurred: AwareDatetime | None = None
    session: Name | None = None
    customer_id: Name | None = None


class Batch(Body):
    events: Annotated[tuple[ShopEvent, ...], Field(min_length=1, max_length=MAX_BATCH)]


async def post_events(request: web.Request) -> web.Response:
    """A click on a result counts in the search log, whoever clicked; events are kept for those
    who show a token."""
    data = await read_json(request, request.app[CONFIG].limits.api_body_bytes)
    wrapped = data if isinstance(data, dict) and "events" in data else {"events": [data]}
    batch, services = check(wrapped, Batch), request.app[SERVICES]
    caller, stored = request[CALLER], 0
    if caller.is_nobody and any(one.type not in COUNTED for one in batch.events):
        raise Unauthorized("this needs a token: Authorization: Bearer ...", "token_missing")
    events = [_event(one, caller) for one in batch.events]
    if not caller.is_nobody:
        stored = await asyncio.to_thread(services.store.save_events, events)
    for one in batch.events:
        if one.type == "click" and one.query:
            services.searches.clicked(one.query, services.shop.language)
    return web.json_response({"received": len(events), "stored": stored}, status=202)


def _event(said: ShopEvent, caller: Caller) -> Event:
    """Raises `Invalid`, naming the field."""
    if said.type != "search" and said.product_id is None:
        raise Invalid(f"product_id: a {said.type} is of a product", "product_id")
    now = datetime.now(UTC)
    occurred = said.occurred or now
    if occurred > now + CLOCK_SKEW:
        raise Invalid("occurred: lies in the future", "occurred")
    session, customer_id = _whose(said, caller)
    told: dict[str, Any] = {"query": said.query, "quantity": said.quantity, "value": said.value}
    detail = {key: value for key, value in told.items() if value is not None}
    return Event(
        event_id=said.id or secrets.token_hex(16),
        kind=said.type,
        session=session,
        occurred=occurred.astimezone(UTC),
        customer_id=customer_id,
        product_id=said.product_id,
        detail=detail or None,
    )


def _whose(said: ShopEvent, caller: Caller) -> tuple[str, str | None]:
    if caller.is_admin:
        return said.session or "", said.customer_id
    for field in ("session", "customer_id"):
        if getattr(said, field) is not None:
            raise Invalid(f"{field}: comes from the token, not from the body", field)
    return caller.session.sender_id if caller.session else "", caller.customer_id
