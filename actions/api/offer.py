"""`GET /api/offer`: what the chat offers a visitor first, before anything is said."""

from __future__ import annotations

import asyncio

from aiohttp import web

from actions.api.visitor import visitor_of
from actions.keys import CALLER, SERVICES


async def get_offer(request: web.Request) -> web.Response:
    """`text` is what the visitor would say; `offer` is null where there is nothing to offer. What
    was answered counts as offered: once a visit."""
    services = request.app[SERVICES]
    visitor = visitor_of(request[CALLER], None, None)
    product = await asyncio.to_thread(services.personal.helping.offer, visitor)
    offer = None
    if product is not None:
        text = services.phrases[services.shop.language].text["about"]
        offer = {"product_id": product.product_id, "text": text.format(title=product.title)}
    return web.json_response({"offer": offer})
