"""Calls of the action server, and what it answers.

- Each answer was checked against a schema that was itself checked anew each time (a third of a
  turn): the checker is made once.
- Each event searched all event classes for its name: found once, remembered.
- Each call carried the whole conversation: the newest events are enough for actions that read
  the latest message and the slots.
- Each call opened a connection: they are kept open and used again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

import aiohttp
import rasa
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.constants import DOCS_BASE_URL
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import DEFAULT_REQUEST_TIMEOUT, EndpointConfig

NEWEST_EVENTS = 50

_resolve_by_type = Event.resolve_by_type
_own_validate = RemoteAction._validate_action_result
_own_call_format = RemoteAction._action_call_format
_own_session = EndpointConfig.session
_connectors: WeakKeyDictionary[asyncio.AbstractEventLoop, aiohttp.TCPConnector] = (
    WeakKeyDictionary()
)


def mended() -> dict[str, Callable[..., Any]]:
    return {
        "Event.resolve_by_type": _resolve_by_type,
        "RemoteAction._validate_action_result": _own_validate,
        "RemoteAction._action_call_format": _own_call_format,
        "EndpointConfig.session": _own_session,
    }


def apply() -> None:
    Event.resolve_by_type = staticmethod(resolve_by_type)
    RemoteAction._validate_action_result = validate_action_result
    RemoteAction._action_call_format = action_call_format
    EndpointConfig.session = session


@lru_cache(maxsize=256)
def resolve_by_type(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    """The event class of that name. A name that isn't known raises, and is not remembered."""
    return _resolve_by_type(type_name, default)


@lru_cache(maxsize=1)
def _action_answer_checker() -> Any:
    schema = RemoteAction.action_response_format_spec()
    checker = validator_for(schema)
    checker.check_schema(schema)
    return checker(schema)


def validate_action_result(action: RemoteAction, result: dict[str, Any]) -> bool:
    """True, or raises `ValidationError`, as Rasa's own does."""
    error: ValidationError | None = best_match(_action_answer_checker().iter_errors(result))
    if error is None:
        return True
    error.message += (
        f". The answer of the action server to {action.name()} is not valid; "
        f"{DOCS_BASE_URL}/custom-actions describes the format."
    )
    raise error


def action_call_format(
    action: RemoteAction, tracker: DialogueStateTracker, domain: Domain
) -> dict[str, Any]:
    """What is posted to the action server."""
    state = tracker.current_state(EventVerbosity.NONE)
    events = tracker.events  # a deque
    newest = [events[i] for i in range(max(0, len(events) - NEWEST_EVENTS), len(events))]
    state["events"] = [event.as_dict() for event in newest]
    call = {
        "next_action": action.name(),
        "sender_id": tracker.sender_id,
        "tracker": state,
        "version": rasa.__version__,
    }
    wanted = domain.does_custom_action_explicitly_need_domain(action.name())
    if wanted or not action._is_selective_domain_enabled():
        call["domain"] = domain.as_dict()
    return call


def session(endpoint: EndpointConfig) -> aiohttp.ClientSession:
    """Closing it leaves the connections open for the next one."""
    auth = endpoint.basic_auth
    loop = asyncio.get_running_loop()
    if loop not in _connectors:
        _connectors[loop] = aiohttp.TCPConnector(limit=0)
    return aiohttp.ClientSession(
        connector=_connectors[loop],
        connector_owner=False,
        headers=endpoint.headers,
        auth=aiohttp.BasicAuth(auth["username"], auth["password"]) if auth else None,
        timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
    )
