"""`/images/{id}.svg`: the drawn picture of a product of the sample shop.

An SVG opened by itself is a page: its own policy lets it run and load nothing."""

from __future__ import annotations

import asyncio
import hashlib

from aiohttp import web

from actions.errors import NotFound
from actions.keys import SERVICES
from actions.sample.picture import draw
from actions.shelves import lead_variant

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cache-Control": "public, max-age=3600",
}


async def get_image(request: web.Request) -> web.Response:
    product = request.app[SERVICES].index.product(request.match_info["id"])
    if product is None:
        raise NotFound("there is no such picture")
    variant = product.variant(request.query.get("variant", "")) or lead_variant(product)
    svg = (await asyncio.to_thread(draw, product, variant)).encode()
    tag = hashlib.sha256(svg).hexdigest()[:16]
    headers = {**HEADERS, "ETag": f'"{tag}"'}
    if any(etag.value == tag for etag in request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    return web.Response(body=svg, content_type="image/svg+xml", charset="utf-8", headers=headers)
