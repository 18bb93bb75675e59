"""`POST /api/events`: what shoppers do, one or a batch, kept once however often it is sent, and
where they agreed to it."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from aiohttp import web
from pydantic import AwareDatetime, Field

from actions.api.body import Body, check, read_json
from actions.api.errors import Invalid
from actions.api.visitor import visitor_of
from actions.gateway.errors import Unauthorized
from actions.gateway.tokens import Caller
from actions.keys import CALLER, CONFIG, SERVICES
from actions.personal.event import Did, Event

MAX_BATCH = 1_000
COUNTED = (Did.SEARCH, Did.CLICK)
"""What a page may tell of a visitor who has no session yet: it is counted, and not kept."""
CLOCK_SKEW = timedelta(minutes=5)
STARS = (1.0, 5.0)
Name = Annotated[str, Field(min_length=1, max_length=64)]


class ShopEvent(Body):
    """`id` makes a repeat harmless; `occurred` is now unless said. A rating's `value` is 1 to 5.
    `session` and `customer_id` are for the shop's own back end (admin token): a shopper's come
    from the token alone."""

    type: Did
    id: Annotated[str, Field(max_length=64)] = ""
    product_id: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    query: Annotated[str, Field(max_length=500)] | None = None
    quantity: Annotated[int, Field(ge=1, le=10_000)] | None = None
    value: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    occurred: AwareDatetime | None = None
    session: Name | None = None
    customer_id: Name | None = None


class Batch(Body):
    events: Annotated[tuple[ShopEvent, ...], Field(min_length=1, max_length=MAX_BATCH)]


async def post_events(request: web.Request) -> web.Response:
    """A click on a result counts in the search log, whoever clicked; events are kept for those
    who show a token and agreed."""
    data = await read_json(request, request.app[CONFIG].limits.api_body_bytes)
    wrapped = data if isinstance(data, dict) and "events" in data else {"events": [data]}
    batch, services = check(wrapped, Batch), request.app[SERVICES]
    caller, stored = request[CALLER], 0
    if caller.is_nobody and any(one.type not in COUNTED for one in batch.events):
        raise Unauthorized("this needs a token: Authorization: Bearer ...", "token_missing")
    events = [_event(one, caller) for one in batch.events]
    if not caller.is_nobody:
        stored = await services.personal.intake.keep(events)
    for one in batch.events:
        if one.type is Did.CLICK and one.query:
            services.searches.clicked(one.query, services.shop.language)
    return web.json_response({"received": len(events), "stored": stored}, status=202)


def _event(said: ShopEvent, caller: Caller) -> Event:
    """Raises `Invalid`, naming the field."""
    if said.type is not Did.SEARCH and said.product_id is None:
        raise Invalid(f"product_id: a {said.type} is of a product", "product_id")
    if said.type is Did.RATING and not (
        said.value is not None and STARS[0] <= said.value <= STARS[1]
    ):
        raise Invalid("value: a rating is 1 to 5", "value")
    now = datetime.now(UTC)
    occurred = said.occurred or now
    if occurred > now + CLOCK_SKEW:
        raise Invalid("occurred: lies in the future", "occurred")
    told: dict[str, Any] = {"query": said.query, "quantity": said.quantity, "value": said.value}
    detail = {key: value for key, value in told.items() if value is not None}
    return Event(
        event_id=said.id or secrets.token_hex(16),
        did=said.type,
        visitor=visitor_of(caller, said.session, said.customer_id),
        occurred=min(occurred, now).astimezone(UTC),
        product_id=said.product_id,
        detail=detail or None,
    )
