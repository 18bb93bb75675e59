"""`/api/shop` and `/api/departments`: the shop as its pages introduce it."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aiohttp import web

from actions.dialogue.hours import is_open
from actions.keys import CONFIG, SERVICES, SHELVES
from actions.settings import SAMPLE_INDEX
from retrieval.values import Product


async def get_shop(request: web.Request) -> web.Response:
    config = request.app[CONFIG]
    shop = config.shop
    index = request.app[SERVICES].index
    kinds = await asyncio.to_thread(request.app[SHELVES].kinds)
    content: dict[str, Any] = {
        "name": shop.name,
        "tagline": shop.tagline,
        # The catalogue's own: prices on a page are shown as its records hold them.
        "currency": index.meta.currency,
        "locale": shop.locale.replace("_", "-"),
        "language": shop.language,
        "time_zone": shop.time_zone,
        "prices_include_tax": shop.prices_include_tax,
        "contact": asdict(shop.contact),
        "hours": asdict(shop.hours),
        "open_now": is_open(shop.hours, datetime.now(ZoneInfo(shop.time_zone))),
        "max_message_chars": config.limits.message_chars,
        "sample": index.meta.name == SAMPLE_INDEX,
        "kinds": [{"name": one.name, "under": one.under} for one in kinds],
    }
    return web.json_response(content)


async def get_departments(request: web.Request) -> web.Response:
    departments = await asyncio.to_thread(request.app[SHELVES].departments)
    listed = [{"name": d.name, "count": d.count, "image": _picture(d.cover)} for d in departments]
    return web.json_response({"departments": listed})


def _picture(product: Product) -> str:
    return product.image or f"/images/{quote(product.product_id, safe='')}.svg"
