"""`/health`: the process answers. `/ready`: it can serve customers, or names what is missing and
says why that is so."""

from __future__ import annotations

from aiohttp import web

from actions.gateway.rasa import RasaState
from actions.keys import METRICS, RASA, SERVICES
from actions.metrics import CONTENT_TYPE

WHY = {
    "device": "the models aren't loaded yet, or the server is stopping",
    "rasa": "Rasa doesn't answer yet, or has died",
    "rasa_model": "Rasa runs without a model, so customers would get no answer: look into "
    "var/log/rasa.log, run scripts/train-rasa --force, then start it again",
}
OF_RASA = {RasaState.DOWN: "rasa", RasaState.NO_MODEL: "rasa_model"}


async def get_health(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def get_ready(request: web.Request) -> web.Response:
    missing = []
    if not request.app[SERVICES].owner.ready:
        missing.append("device")
    state = await request.app[RASA].state()
    if state in OF_RASA:
        missing.append(OF_RASA[state])
    status = "missing" if missing else "ready"
    content = {"status": status, "missing": missing, "why": {one: WHY[one] for one in missing}}
    return web.json_response(content, status=503 if missing else 200)


async def get_metrics(request: web.Request) -> web.Response:
    return web.Response(body=request.app[METRICS].text(), headers={"Content-Type": CONTENT_TYPE})
