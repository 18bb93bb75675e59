"""`/api/reviews`: reviews come in, and the report of what they feel goes out, for the merchant."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import Field

from actions.api.body import Body, check, read
from actions.errors import NotFound
from actions.feelings.hearing_up import hear_up
from actions.feelings.report import report
from actions.feelings.review import Review, ReviewRecord
from actions.feelings.reviews import ReviewTable
from actions.keys import CONFIG, SERVICES

MOST_REVIEWS = 500


class Reviews(Body):
    """Up to 500 at once. One with an `id` that is there replaces it."""

    reviews: Annotated[list[ReviewRecord], Field(max_length=MOST_REVIEWS)]


class ReportAsked(Body):
    """All by default. `aspect` is `fit`, `comfort`, `look`, `quality`, `use`, `taste`, `delivery`,
    `price` or `service`; `since` is the first day."""

    product_id: Annotated[str, Field(max_length=128)] = ""
    aspect: Annotated[str, Field(max_length=32)] = ""
    since: date | None = None


async def post_reviews(request: web.Request) -> web.Response:
    """They are kept, then heard; without a model they wait for one."""
    config, services = request.app[CONFIG], request.app[SERVICES]
    body = await read(request, Reviews, config.limits.api_body_bytes)
    today = datetime.now(ZoneInfo(services.shop.time_zone)).date()
    reviews = [Review.of(record, today) for record in body.reviews]
    table = ReviewTable(services.store.engine)
    await asyncio.to_thread(table.put, reviews)
    heard = await hear_up(table, services.listener) if services.listener else 0
    return web.json_response({"stored": len(reviews), "heard": heard}, status=201)


async def delete_review(request: web.Request) -> web.Response:
    review_id = request.match_info["id"]
    table = ReviewTable(request.app[SERVICES].store.engine)
    if not await asyncio.to_thread(table.remove, review_id):
        raise NotFound(f"there is no review {review_id}")
    return web.Response(status=204)


async def get_report(request: web.Request) -> web.Response:
    asked = check(dict(request.query), ReportAsked)
    services = request.app[SERVICES]

    def title(product_id: str) -> str:
        product = services.index.product(product_id)
        return product.title if product else product_id

    def told() -> dict[str, object]:
        rows = ReviewTable(services.store.engine).heard(asked.product_id, asked.since)
        return report(rows, title, asked.aspect)

    return web.json_response(await asyncio.to_thread(told))
