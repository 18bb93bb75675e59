"""What colleagues wrote to callers who hold no line open: given with an answer, or when asked for.

Owns when such a message counts as received: when the caller comes again with something new. Until
then it is given again, under the same `turn_id`."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from actions.gateway.transcript import messages_of
from actions.handoff.service import Handoffs

MAX_SENDERS = 10_000


@dataclass(frozen=True, slots=True)
class _Given:
    message_id: str
    keys: tuple[str, ...]


class Waiting:
    def __init__(self, handoffs: Handoffs) -> None:
        self._handoffs = handoffs
        self._given: OrderedDict[str, _Given] = OrderedDict()

    async def came(self, sender_id: str, message_id: str) -> None:
        """A caller with another message than before has the answer to that one."""
        given = self._given.get(sender_id)
        if given is not None and (not message_id or given.message_id != message_id):
            await self._handoffs.seen(sender_id, given.keys)
            self._given.pop(sender_id, None)

    async def give(self, sender_id: str, message_id: str) -> list[dict[str, Any]]:
        """The messages that go with the answer to this one, the oldest first."""
        lines = await self._handoffs.unseen(sender_id)
        if lines:
            self._given[sender_id] = _Given(message_id, tuple(line.key for line in lines))
            self._given.move_to_end(sender_id)
            while len(self._given) > MAX_SENDERS:
                self._given.popitem(last=False)
        return messages_of(lines)

    async def after(self, sender_id: str, key: str) -> list[dict[str, Any]]:
        """Those after that one, which the caller shows to have, with all before it."""
        lines = await self._handoffs.unseen(sender_id)
        keys = [line.key for line in lines]
        if key in keys:
            place = keys.index(key) + 1
            await self._handoffs.seen(sender_id, keys[:place])
            lines = lines[place:]
        return messages_of(lines)
