"""`GET /api/merchandising`: how many of the merchant's rules hold, and what is wrong with them."""

from __future__ import annotations

from aiohttp import web

from actions.keys import MERCHANDISING
from retrieval.merchandise import Rules


async def get_merchandising(request: web.Request) -> web.Response:
    followed = request.app[MERCHANDISING]
    rules = followed.rules if followed else Rules()
    return web.json_response(
        {
            "pins": len(rules.pins),
            "boosts": len(rules.boosts),
            "synonyms": len(rules.synonyms),
            "problems": list(followed.problems) if followed else [],
        }
    )
