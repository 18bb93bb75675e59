"""`POST /webhooks/chatwoot`: what Chatwoot's people write, and when they are done.

Owns reading its events (`message_created`, `conversation_status_changed`) and knowing that they are
its own: signed where Chatwoot signs, else by `?key=` in the address that was entered there."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from aiohttp import web

from actions import log
from actions.api.body import parse
from actions.gateway.cleaning import clean
from actions.gateway.errors import TooLarge, Unauthorized
from actions.handoff import HandoffClosed, NoSuchHandoff
from actions.handoff.chatwoot import HANDOFF
from actions.handoff.service import Handoffs
from actions.handoff.signing import is_signed
from actions.keys import CONFIG, DESK_DOOR, HANDOFFS

logger = log.get_logger(__name__)


async def post_event(request: web.Request) -> web.Response:
    """Answers 200 to all that is Chatwoot's: what isn't for us is none of its business."""
    raw = await request.read()
    if len(raw) > request.app[CONFIG].limits.api_body_bytes:
        raise TooLarge("the body is over the limit")
    _admit(request, raw)
    event, handoffs = parse(raw), request.app[HANDOFFS]
    if handoffs is not None and isinstance(event, dict):
        limit = request.app[CONFIG].limits.message_chars
        try:
            await _follow(handoffs, event, limit)
        except (HandoffClosed, NoSuchHandoff):
            logger.warning("chatwoot_late", conversation=_conversation(event))
    return web.json_response({"stored": True})


def _admit(request: web.Request, raw: bytes) -> None:
    """Raises `Unauthorized`."""
    door, headers = request.app[DESK_DOOR], request.headers
    shown = headers.get("X-Chatwoot-Signature", "")
    if shown:
        stamp = headers.get("X-Chatwoot-Timestamp", "")
        if is_signed(door.secret, stamp, raw, shown, time.time()):
            return
        raise Unauthorized("this signature isn't of the secret in handoff.secret_env, or is old")
    if not door.knows(request.query.get("key", "")):
        raise Unauthorized("this needs Chatwoot's signature, or ?key= with the secret")


async def _follow(handoffs: Handoffs, event: dict[str, Any], most_chars: int) -> None:
    kind, conversation = event.get("event"), _conversation(event)
    if not conversation:
        return
    handoff_id = _named(event) or await asyncio.to_thread(handoffs.cases.by_external, conversation)
    if handoff_id is None:
        return
    if kind == "message_created" and _is_for_the_customer(event):
        name = str((event.get("sender") or {}).get("name") or "")
        text = clean(str(event["content"])[:most_chars], most_chars)
        await handoffs.say(handoff_id, f"chatwoot:{event['id']}", name[:64], text)
    elif kind == "conversation_status_changed" and event.get("status") == "resolved":
        await handoffs.close(handoff_id)
    elif kind == "conversation_status_changed" and event.get("status") == "pending":
        await handoffs.hand_back(handoff_id)


def _subject(event: dict[str, Any]) -> dict[str, Any]:
    """The conversation: a message's event has it inside, a conversation's is it itself."""
    inner = event.get("conversation")
    return inner if isinstance(inner, dict) else event


def _conversation(event: dict[str, Any]) -> str:
    told = _subject(event).get("id")
    return str(told) if isinstance(told, int | str) else ""


def _named(event: dict[str, Any]) -> str | None:
    """The handoff that the conversation was made for, where the event says so."""
    attributes = _subject(event).get("additional_attributes")
    told = attributes.get(HANDOFF) if isinstance(attributes, dict) else None
    return told if isinstance(told, str) else None


def _is_for_the_customer(event: dict[str, Any]) -> bool:
    is_theirs = event.get("message_type") == "outgoing" and not event.get("private")
    return is_theirs and bool(str(event.get("content") or "").strip())
