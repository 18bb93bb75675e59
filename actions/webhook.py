"""Rasa's action protocol, inside only: run the action Rasa names, by rasa-sdk's executor.

Owns one promise: Rasa always gets 200 with something to say, because a 5xx from here reaches the
customer as silence."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions import log
from actions.gateway.sentences import Sentences

logger = log.get_logger(__name__)


class Webhook:
    """`deadline_s` is the most an action may take: nobody waits for the answer after that, and
    Rasa would hold the conversation for minutes."""

    def __init__(self, actions: Iterable[Action], sentences: Sentences, deadline_s: float) -> None:
        self._sentences, self._deadline_s = sentences, deadline_s
        self._executor = ActionExecutor()
        for action in actions:
            self._executor.register_action(action)

    @property
    def action_names(self) -> list[str]:
        return sorted(self._executor.actions)

    async def run(self, call: Mapping[str, Any]) -> dict[str, Any]:
        """The action's `{events, responses}`; whatever breaks, an apology in that shape.

        Raises `ActionExecutionRejection` alone: it is how an action tells Rasa to predict again.
        """
        name = str(call.get("next_action"))
        log.bind(action=name, **_ids(call))
        try:
            # Rasa leaves the domain out where it may; the executor insists on the key.
            async with asyncio.timeout(self._deadline_s):
                result = await self._executor.run({**call, "domain": call.get("domain") or {}})
        except ActionExecutionRejection:
            raise
        except ActionNotFoundException:
            logger.error("unknown_action")
            return self._apology("unknown_action")
        except Exception:
            logger.exception("action_failed")
            return self._apology("action_failed")
        if result is None:
            logger.error("no_action_named")
            return self._apology("unknown_action")
        answer: dict[str, Any] = result.model_dump()
        logger.info("action", responses=len(answer["responses"]), events=len(answer["events"]))
        return answer

    def _apology(self, sentence: str) -> dict[str, Any]:
        return {"events": [], "responses": [{"text": self._sentences.said[sentence]}]}

    def broken_call(self) -> dict[str, Any]:
        """For a request that isn't an action call at all."""
        return self._apology("action_failed")


def _ids(call: Mapping[str, Any]) -> dict[str, str | None]:
    """The ids the gateway sent along; a call of `rasa shell` has none."""
    tracker = call.get("tracker")
    message = tracker.get("latest_message") if isinstance(tracker, dict) else None
    metadata = message.get("metadata") if isinstance(message, dict) else None
    found = metadata if isinstance(metadata, dict) else {}
    offered = found.get("trace_id")
    turn_id = found.get("turn_id")
    return {
        "trace_id": log.trace_id(offered if isinstance(offered, str) else None),
        "turn_id": turn_id if isinstance(turn_id, str) else None,
    }
