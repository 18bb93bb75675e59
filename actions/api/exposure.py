"""`GET /api/exposure`: how often what is shown, against the catalogue and what is bought."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import Field

from actions.api.body import Body, check
from actions.dialogue.services import Services
from actions.exposure.report import report
from actions.keys import SERVICES
from actions.personal.bought import every_order


class AskedOfExposure(Body):
    """The last so many days, today among them."""

    days: Annotated[int, Field(ge=1, le=365)] = 30


async def get_exposure(request: web.Request) -> web.Response:
    asked = check(dict(request.query), AskedOfExposure)
    return web.json_response(await asyncio.to_thread(_report, request.app[SERVICES], asked.days))


def _report(services: Services, days: int) -> dict[str, Any]:
    today: date = datetime.now(ZoneInfo(services.shop.time_zone)).date()
    shown = services.exposure.since(today - timedelta(days=days - 1))
    orders = every_order(services.store.engine)
    return report(list(services.index.products()), shown, orders, today, days)
