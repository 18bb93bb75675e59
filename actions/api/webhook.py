"""`POST /webhook`, on the inside port only. Owns HTTP; what is answered is `actions.webhook`'s."""

from __future__ import annotations

import json

from aiohttp import web
from rasa_sdk.interfaces import ActionExecutionRejection

from actions import log
from actions.keys import WEBHOOK

logger = log.get_logger(__name__)


async def post_webhook(request: web.Request) -> web.Response:
    """aiohttp undoes `Content-Encoding: deflate` (Rasa's COMPRESS_ACTION_SERVER_REQUEST)."""
    webhook = request.app[WEBHOOK]
    log.clear()
    try:
        call = json.loads(await request.read())
        if not isinstance(call, dict):
            raise ValueError("an action call is a JSON object")
    except (ValueError, web.HTTPException) as error:
        logger.error("broken_action_call", error=str(error))
        return web.json_response(webhook.broken_call())
    try:
        return web.json_response(await webhook.run(call))
    except ActionExecutionRejection as error:
        body = {"error": error.message, "action_name": error.action_name}
        return web.json_response(body, status=400)
