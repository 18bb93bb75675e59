"""Routes of the public surface that a later release honours: 501, once the token is good."""

from __future__ import annotations

from aiohttp import web

from actions.api.errors import NotImplementedYet


async def not_yet(request: web.Request) -> web.Response:
    raise NotImplementedYet(f"{request.method} {request.path} is yet to come; see CHANGELOG.md")
