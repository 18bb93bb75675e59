"""`/health`: the process answers. `/ready`: it can serve customers, or names what is missing."""

from __future__ import annotations

from aiohttp import web

from actions.keys import METRICS, RASA, SERVICES
from actions.metrics import CONTENT_TYPE


async def get_health(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def get_ready(request: web.Request) -> web.Response:
    missing = []
    if not request.app[SERVICES].owner.ready:
        missing.append("device")
    if not await request.app[RASA].is_up():
        missing.append("rasa")
    status = "missing" if missing else "ready"
    content = {"status": status, "missing": missing}
    return web.json_response(content, status=503 if missing else 200)


async def get_metrics(request: web.Request) -> web.Response:
    return web.Response(body=request.app[METRICS].text(), headers={"Content-Type": CONTENT_TYPE})
