"""Chatwoot's API channel: a contact a conversation, the customer's messages as incoming ones, what
a colleague needs to know as private notes.

Owns what each letter becomes there, after Chatwoot's documentation of its Application API. It knows
no idempotency key: where a letter comes again, what it would have made is looked for first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.handoff.chatwoot_client import ChatwootClient
from actions.handoff.handoff import Author
from actions.handoff.outbox import Letter
from actions.handoff.target import Taken

HANDOFF = "storeclerk_handoff"
"""Among a conversation's additional attributes: by it Chatwoot's events name the handoff."""


class Chatwoot:
    name = "chatwoot"

    def __init__(self, client: ChatwootClient) -> None:
        self._client = client

    async def deliver(self, letter: Letter) -> Taken:
        """Raises `Undelivered`."""
        known = dict(letter.external)
        again = letter.attempts > 1
        if "conversation" not in known:
            known = await self._begin(letter, again)
        conversation = int(known["conversation"])
        message = _message(letter)
        if message is not None:
            last = int(known.get("last_message", 0))
            known["last_message"] = await self._say(conversation, message, last, again)
        if letter.event == "closed":
            await self._client.set_status(conversation, "resolved")
        return Taken(known, str(conversation))

    async def _begin(self, letter: Letter, again: bool) -> dict[str, Any]:
        contact, source = await self._contact(letter.sender_id)
        conversation = await self._conversation(contact, letter.handoff_id) if again else None
        if conversation is None:
            attributes = {HANDOFF: letter.handoff_id}
            conversation = await self._client.create_conversation(contact, source, attributes)
        return {"contact": contact, "conversation": conversation}

    async def _contact(self, sender_id: str) -> tuple[int, str]:
        """Found by its identifier, or made. Its id and its session in the inbox."""
        found = await self._client.find_contact(sender_id)
        return found or await self._client.create_contact(sender_id)

    async def _conversation(self, contact: int, handoff_id: str) -> int | None:
        for one in await self._client.conversations_of(contact):
            if (one.get("additional_attributes") or {}).get(HANDOFF) == handoff_id:
                return int(one["id"])
        return None

    async def _say(
        self, conversation: int, message: Mapping[str, Any], last: int, again: bool
    ) -> int:
        """The id it has there. `last` is that of the last message that is known to be there."""
        if again:
            for one in await self._client.messages(conversation):
                if int(one["id"]) > last and _is(one, message):
                    return int(one["id"])
        return await self._client.create_message(conversation, message)


def _is(one: Mapping[str, Any], message: Mapping[str, Any]) -> bool:
    is_incoming = one.get("message_type") in (0, "incoming")
    return bool(
        one.get("content") == message["content"]
        and bool(one.get("private")) == message["private"]
        and is_incoming == (message["message_type"] == "incoming")
    )


def _message(letter: Letter) -> dict[str, Any] | None:
    """None for what Chatwoot's people know, or see by the conversation's state."""
    if letter.event == "opened":
        return _note(_briefing(letter.payload))
    if letter.event != "message":
        return None
    said = letter.payload["message"]
    if said["author"] == Author.CUSTOMER:
        return {"content": said["text"], "message_type": "incoming", "private": False}
    return _note(f"> {said['text']}")


def _note(text: str) -> dict[str, Any]:
    return {"content": text, "message_type": "outgoing", "private": True}


def _briefing(payload: Mapping[str, Any]) -> str:
    """Summary, then what was said: the customer's words, and the assistant's set off by `>`."""
    said = [
        one["text"] if one["author"] == Author.CUSTOMER else f"> {one['text']}"
        for one in payload["conversation"]
    ]
    return "\n\n".join(filter(None, [payload["handoff"]["summary"], *said]))
