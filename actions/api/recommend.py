"""`POST /api/recommend`: what to suggest to whoever asks, each with its reasons and evidence."""

from __future__ import annotations

import asyncio
import time
from typing import Annotated, Any

from aiohttp import web
from pydantic import Field

from actions.api.body import read
from actions.api.consent import Whose
from actions.api.visitor import visitor_of
from actions.errors import NotFound
from actions.exposure.shown import Surface
from actions.keys import CALLER, CONFIG, SERVICES
from actions.personal.advisor import Wanted
from actions.personal.suggestion import told
from actions.stores.moment import now

ProductId = Annotated[str, Field(min_length=1, max_length=128)]


class Recommending(Whose):
    """`product_id` is the product whose page is open: then what goes with it and what is like it.
    `cart` is what is in the cart, `exclude` what mustn't be among the answers. Whoever asks is
    known by the token; without consent to personalisation nothing of them is used. `counted` is
    false for a look that isn't the visitor's own, such as a merchant's: nobody was shown it."""

    product_id: ProductId | None = None
    k: Annotated[int, Field(ge=1, le=50)] = 8
    cart: Annotated[tuple[ProductId, ...], Field(max_length=100)] = ()
    exclude: Annotated[tuple[ProductId, ...], Field(max_length=1_000)] = ()
    counted: bool = True


async def post_recommend(request: web.Request) -> web.Response:
    """Raises `NotFound` for a product that isn't in the catalogue."""
    began = time.perf_counter()
    services = request.app[SERVICES]
    body = await read(request, Recommending, request.app[CONFIG].limits.api_body_bytes)
    visitor = visitor_of(request[CALLER], body.session, body.customer_id)
    about = body.product_id or ""
    if about and services.index.product(about) is None:
        raise NotFound(f"there is no product {about}")
    excluded = frozenset(body.exclude)
    wanted = Wanted(visitor, body.k, about, body.cart, excluded, body.counted)
    answer = await asyncio.to_thread(services.personal.advisor.suggest, wanted)
    if body.counted:
        shown = (one.product.product_id for one in answer.suggested)
        services.exposure.shown(Surface.RECOMMEND, shown)
    hits = [told(one, services.personal.words, now().date()) for one in answer.suggested]
    content: dict[str, Any] = {"hits": hits, "personalised": answer.personalised}
    return web.json_response(content | {"took_ms": _since(began)})


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 3)
