"""What somebody does in the conversation, kept as what they do on the pages is. Owns when it is
worth telling; whether it may be kept is decided where it is kept."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from actions import log
from actions.personal.event import Did, Event
from actions.personal.intake import Intake, IntakeFull
from actions.personal.visitor import Visitor

logger = log.get_logger(__name__)


async def notice(
    intake: Intake, visitor: Visitor, did: Did, product_id: str | None = None, query: str = ""
) -> None:
    """A conversation never fails for it."""
    told = {"query": query} if query else None
    event = Event(secrets.token_hex(16), did, visitor, datetime.now(UTC), product_id, told)
    try:
        await intake.keep([event])
    except IntakeFull:
        logger.warning("event_not_kept", did=did.value)
