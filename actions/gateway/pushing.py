"""What colleagues write, brought to an open line as it comes. Owns what this line was sent; that
the customer has it, the client itself says (`seen`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

from actions.gateway.transcript import messages_of
from actions.handoff.service import Handoffs

Send = Callable[..., Awaitable[None]]


async def push_news(handoffs: Handoffs, sender_id: str, send: Send) -> None:
    """Until the line is gone. Each message goes out once on this line; at the next hello what no
    client has shown to have goes out again."""
    sent: set[str] = set()
    with handoffs.bell.listening(sender_id) as news, suppress(ConnectionResetError):
        while True:
            news.clear()
            lines = [one for one in await handoffs.unseen(sender_id) if one.key not in sent]
            for message in messages_of(lines):
                await send(type="message", **message)
            sent.update(line.key for line in lines)
            await news.wait()
