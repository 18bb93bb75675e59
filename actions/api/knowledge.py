"""`GET /api/knowledge`: which policies are in use, and what is wrong with their files."""

from __future__ import annotations

from aiohttp import web

from actions.keys import SERVICES


async def get_knowledge(request: web.Request) -> web.Response:
    knowledge = request.app[SERVICES].knowledge
    return web.json_response(
        {"languages": knowledge.counted(), "problems": list(knowledge.problems)}
    )
