"""What the customer hears when an action cannot be run: `utter_default`, not silence.

With Rasa's own code a refused connection, a 500 or a malformed answer ends the turn without a
word, and `rasa shell` then waits for one until it gives up.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import aiohttp
from jsonschema import ValidationError
from rasa.core.actions import action as actions
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction, create_bot_utterance
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

logger = logging.getLogger(__name__)

APOLOGY = "utter_default"
TIMEOUT_S = 15  # the server's own deadline is shorter; Rasa's own wait is 300

_own_run = RemoteAction.run

FAILURES = (
    RasaException,
    ValidationError,
    aiohttp.ClientError,
    asyncio.TimeoutError,
    ValueError,
)


def mended() -> dict[str, Callable[..., Any]]:
    """Rasa's own functions that `apply` replaces, by name."""
    return {"RemoteAction.run": _own_run}


def apply() -> None:
    """Safe to call again."""
    RemoteAction.run = run
    actions.DEFAULT_REQUEST_TIMEOUT = TIMEOUT_S


async def run(
    action: RemoteAction,
    output_channel: OutputChannel,
    nlg: NaturalLanguageGenerator,
    tracker: DialogueStateTracker,
    domain: Domain,
) -> list[Event]:
    """The action's events. A rejection (400) stays Rasa's to handle; anything else that goes wrong
    is logged and apologised for, and what was said before stays as it is."""
    try:
        return await _own_run(action, output_channel, nlg, tracker, domain)
    except ActionExecutionRejection:
        raise
    except FAILURES as error:
        logger.error(f"{action.name()} could not be run: {error}")
        apology = await nlg.generate(APOLOGY, tracker, output_channel.name())
        return [create_bot_utterance(apology)] if apology else []
