"""A customer who talks to the actions.

In no conftest: pytest loads those under a name of their own, so that there would be two counters,
and two customers of one name."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from actions.dialogue import Services, all_actions
from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.state import SearchState
from actions.dialogue.utterance import Utterance

_SENDERS = count()


class Conversation:
    """Says things to the actions as Rasa would after its intent is known, keeping the state."""

    def __init__(self, services: Services, deadline: float = float("inf")) -> None:
        self.services = services
        actions = all_actions(services)
        self.actions: dict[str, ShopAction] = {action.intent: action for action in actions}
        self._said = Utterance("", "", deadline=deadline)
        self.forget()

    def forget(self) -> None:
        """Somebody else from now on, of whom nothing is known."""
        self._said = Utterance("", f"ann-{next(_SENDERS)}", deadline=self._said.deadline)

    @property
    def sender_id(self) -> str:
        return self._said.sender_id

    @property
    def state(self) -> SearchState | None:
        return self._said.state

    async def say(self, intent: str, text: str) -> Answer:
        self._said = replace(self._said, text=text)
        answer = await self.actions[intent].answer_what_was_meant(self._said)
        if answer.state:
            self._said = replace(self._said, state=answer.state)
        return answer
