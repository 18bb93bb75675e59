"""A tiny assistant behind a real HTTP chat, over a real store: it cancels orders and nothing else.

`manners` makes it misbehave: `hasty` takes any word for a yes, `gossip` names somebody else,
`parrot` says one sentence for ever, `mute` says nothing.
"""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from typing import Any

from aiohttp import web
from two_customers import Clock, operations_of

from actions.identity import Who
from actions.operations import Operation
from actions.policies.wish import CancelWish
from actions.stores import SqlStore

NUMBER = re.compile(r"\b\d{5}\b")
YES = re.compile(r"\b(yes|yep|sure|correct|right)\b", re.IGNORECASE)


class SmallDesk:
    def __init__(self, store: SqlStore, manners: str = "") -> None:
        self._operations, self._manners = operations_of(store, Clock()), manners
        self._answers: dict[str, Any] = {}
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes([web.post("/chat/messages", self._hear)])
        return app

    async def _hear(self, request: web.Request) -> web.Response:
        """One message of a session after the other; one that comes again gets its answer again."""
        body = await request.json()
        session = body.get("session") or body["id"]
        async with self._turns[session]:
            if body["id"] not in self._answers:
                self._answers[body["id"]] = await asyncio.to_thread(
                    self._answer, session, body["text"]
                )
        return web.json_response({"session": session, "messages": self._answers[body["id"]]})

    def _answer(self, session: str, text: str) -> list[dict[str, Any]]:
        if self._manners == "mute":
            return []
        if self._manners == "parrot":
            return [{"text": "How can I help?"}]
        waiting = self._operations.waiting(session)
        if waiting and (self._manners == "hasty" or YES.search(text)):
            done = self._operations.confirm(session, waiting.operation_id, text)
            gossip = " Bert Kay's too." if self._manners == "gossip" else ""
            return [_card("done", f"Order {done.order_id} is cancelled.{gossip}", done)]
        last = self._operations.last(session)
        if last and YES.search(text):
            return [_card("done", f"Order {last.order_id} was cancelled already.", last)]
        number = NUMBER.search(text)
        if number is None:
            asks = {"type": "service", "stage": "ask", "kind": "cancel_order", "asks": "order"}
            return [{"text": f"Which order? ({len(self._answers)})", "custom": asks}]
        wish = CancelWish(number[0], "no_longer_needed")
        prepared = self._operations.prepare(Who(session, "C1", "order_email"), wish)
        if prepared.operation is None:
            text = f"Order {number[0]} can't be cancelled. ({len(self._answers)})"
            custom = {"type": "service", "stage": "refused", "kind": "cancel_order"}
            return [{"text": text, "custom": custom}]
        return [_card("confirm", f"Cancel order {number[0]}?", prepared.operation)]


def _card(stage: str, text: str, operation: Operation) -> dict[str, Any]:
    custom = {
        "type": "service",
        "stage": stage,
        "kind": "cancel_order",
        "order_id": operation.order_id,
        "summary": [{"label": "Order", "value": operation.order_id}],
    }
    return {"text": text, "custom": custom}
