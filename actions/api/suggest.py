"""`GET /api/suggest`: what a shopper may be about to say, while typing."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from aiohttp import web
from pydantic import Field

from actions.api.body import Body, check
from actions.api.errors import Invalid
from actions.api.product_json import summary
from actions.keys import CONFIG, SERVICES
from retrieval.values import Suggestion


class Typing(Body):
    """`q` is the search box as it stands; a space at its end says that the last word is done."""

    q: str = ""
    k: Annotated[int, Field(ge=1, le=20)] = 8
    language: str | None = None


async def get_suggestions(request: web.Request) -> web.Response:
    typing = check(dict(request.query), Typing)
    services, limit = request.app[SERVICES], request.app[CONFIG].limits.query_chars
    if len(typing.q) > limit:
        raise Invalid(f"q: at most {limit} characters", "q")
    language = typing.language or services.shop.language
    found = await asyncio.to_thread(services.index.suggest, typing.q, typing.k, language)
    told = found.as_json()
    told["suggestions"] = [_shown(one) for one in found.suggestions]
    return web.json_response(told)


def _shown(one: Suggestion) -> dict[str, Any]:
    """A product comes with what a list shows of it."""
    told: dict[str, Any] = one.as_json()
    if one.product is None:
        return told
    shown = summary(one.product)
    return told | {key: shown[key] for key in ("variant_id", "price", "image")}
