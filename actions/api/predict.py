"""`POST /api/predict`: what will come of a visit, an order, a customer, and what speaks for it."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import Annotated, Any, Self

from aiohttp import web
from pydantic import Field, model_validator

from actions.api.body import Body, read
from actions.api.events import MAX_BATCH, Name, ShopEvent
from actions.errors import NotFound, Unavailable
from actions.keys import CONFIG, SERVICES
from actions.personal.forecast.acts import act_of
from actions.personal.forecast.foreteller import Chance
from actions.personal.forecast.service import Foresight
from actions.personal.visitor import Visitor
from retrieval.personal.predict.session import parted

ABOUT = ("events", "session", "customer_id", "order_id")


class Predicting(Body):
    """Just one of them: `events` of one visit, in the form of `/api/events` (nothing of it is
    kept), or whose kept events or orders are asked about. Of a visitor only what they let be used
    for personalisation is."""

    events: Annotated[tuple[ShopEvent, ...], Field(min_length=1, max_length=MAX_BATCH)] | None = (
        None
    )
    session: Name | None = None
    customer_id: Name | None = None
    order_id: Name | None = None

    @model_validator(mode="after")
    def _is_about_one(self) -> Self:
        if sum(getattr(self, name) is not None for name in ABOUT) != 1:
            raise ValueError(f"name just one of {', '.join(ABOUT)}")
        return self


async def post_predict(request: web.Request) -> web.Response:
    """Raises `NotFound` where nothing is kept that may be used, `Unavailable` where nothing was
    learnt yet."""
    began = time.perf_counter()
    body = await read(request, Predicting, request.app[CONFIG].limits.api_body_bytes)
    foresight = request.app[SERVICES].personal.foresight
    told = await asyncio.to_thread(_told, body, foresight)
    told["took_ms"] = round((time.perf_counter() - began) * 1000, 3)
    return web.json_response(told)


async def get_visits(request: web.Request) -> web.Response:
    """The last day's, of those who agreed to personalisation."""
    foresight = request.app[SERVICES].personal.foresight
    return web.json_response(await asyncio.to_thread(foresight.visits))


async def get_drift(request: web.Request) -> web.Response:
    foresight = request.app[SERVICES].personal.foresight
    return web.json_response(await asyncio.to_thread(foresight.drift))


def _told(body: Predicting, foresight: Foresight) -> dict[str, Any]:
    if foresight.foreteller.forecast() is None:
        raise Unavailable("nothing was learnt yet: run `storeclerk train predict`")
    if body.order_id is not None:
        return foresight.of_order(body.order_id)
    if body.events is not None:
        return foresight.told(_chance(body.events, foresight))
    return foresight.of_visitor(Visitor(body.session or "", body.customer_id))


def _chance(events: tuple[ShopEvent, ...], foresight: Foresight) -> Chance:
    """The last visit in them."""
    moment = datetime.now(UTC)
    foreteller = foresight.foreteller
    acts = [
        act_of(
            one.type, one.product_id or "", one.session or "",
            (one.occurred or moment).astimezone(foreteller.zone), foreteller.product,
        )
        for one in events
    ]  # fmt: skip
    chance = foreteller.chance(parted("", acts)[-1])
    if chance.foreseen is None:
        raise NotFound("there is nothing in these events but a purchase")
    return chance
