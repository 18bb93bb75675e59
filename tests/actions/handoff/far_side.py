"""A desk's own system, as a test sees it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

SECRET, DESK_TOKEN, CHATWOOT_TOKEN = "signs letters", "the desk's own", "an agent's"
ENVIRON = {"SECRET": SECRET, "DESK": DESK_TOKEN, "CHATWOOT": CHATWOOT_TOKEN}


@dataclass
class FarSide:
    """Any system that takes a webhook's POSTs. `status` is what it answers; `swallow` makes it take
    one and then say nothing good, as a line that breaks does."""

    url: str = ""
    status: int = 200
    swallow: int = 0
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    refused: int = 0

    async def hook(self, request: web.Request) -> web.Response:
        body = await request.read()
        if self.status != 200:
            self.refused += 1
            return web.Response(status=self.status)
        self.got.append((dict(request.headers), body))
        if self.swallow:
            self.swallow -= 1
            return web.Response(status=502)
        return web.Response()

    @property
    def letters(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.got]

    @property
    def events(self) -> list[str]:
        return [letter["event"] for letter in self.letters]

    def once(self) -> list[dict[str, Any]]:
        """As a far side that minds the id of a delivery sees them."""
        return list({letter["id"]: letter for letter in self.letters}.values())

    async def has(self, count: int) -> None:
        """Waits until that many have come."""
        await self.until(lambda: len(self.once()) >= count)

    async def until(self, condition: Callable[[], Any]) -> None:
        for _ in range(1500):
            if condition():
                return
            await asyncio.sleep(0.02)
        raise AssertionError("it did not come to pass")
