"""`/api/audiences`: who agreed and is for a product or a campaign, and why. Owns requests and
answers; the choosing and the keeping are `actions.audiences`'."""

from __future__ import annotations

import asyncio
from typing import Annotated

from aiohttp import web
from pydantic import Field, model_validator

from actions.api.body import Body, check, read
from actions.audiences.brief import Brief, read_brief
from actions.audiences.service import Audiences
from actions.keys import CONFIG, SERVICES

Name = Annotated[str, Field(min_length=1, max_length=128)]


class AudienceRequest(Body):
    """One of the two: a product, or a campaign as an object or as the text of a TOML or JSON file.
    `groups` is customer -> group, for the audit of this one answer: it isn't kept, and nobody is
    chosen by it."""

    product_id: Name | None = None
    campaign: Brief | Annotated[str, Field(max_length=100_000)] | None = None
    groups: Annotated[dict[Name, Name], Field(max_length=200_000)] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_one(self) -> AudienceRequest:
        if (self.product_id is None) == (self.campaign is None):
            raise ValueError("name a product_id or a campaign, and not both")
        return self

    def brief(self) -> Brief:
        """Raises `BadInput`."""
        if isinstance(self.campaign, str):
            return read_brief(self.campaign)
        return self.campaign or Brief(products=(self.product_id or "",))


class AudienceListing(Body):
    k: Annotated[int, Field(ge=1, le=1_000)] = 100


class AudienceSent(Body):
    """Who was written to; everybody in it where nobody is named."""

    customers: Annotated[tuple[Name, ...], Field(max_length=10_000)] | None = None


async def post_audience(request: web.Request) -> web.Response:
    body = await read(request, AudienceRequest, request.app[CONFIG].limits.api_body_bytes)
    made = await asyncio.to_thread(_audiences(request).make, body.brief(), body.groups)
    return web.json_response(made)


async def get_audiences(request: web.Request) -> web.Response:
    asked = check(dict(request.query), AudienceListing)
    listed = await asyncio.to_thread(_audiences(request).listed, asked.k)
    return web.json_response({"audiences": listed})


async def get_audience(request: web.Request) -> web.Response:
    audience_id = request.match_info["id"]
    return web.json_response(await asyncio.to_thread(_audiences(request).of, audience_id))


async def get_audience_csv(request: web.Request) -> web.Response:
    """Who withdrew a moment ago isn't in it."""
    audience_id = request.match_info["id"]
    text = await asyncio.to_thread(_audiences(request).exported, audience_id)
    headers = {
        "Content-Disposition": 'attachment; filename="audience.csv"',
        "Cache-Control": "no-store",
    }
    return web.Response(text=text, content_type="text/csv", charset="utf-8", headers=headers)


async def post_sent(request: web.Request) -> web.Response:
    body = await read(request, AudienceSent, request.app[CONFIG].limits.api_body_bytes)
    audience_id = request.match_info["id"]
    noted = await asyncio.to_thread(_audiences(request).sent, audience_id, body.customers)
    return web.json_response(noted)


def _audiences(request: web.Request) -> Audiences:
    return request.app[SERVICES].personal.audiences
