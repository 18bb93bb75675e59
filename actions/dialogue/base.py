"""What every action shares: read the utterance, answer it, say each part, keep the state.

Owns the one place where words leave for Rasa and the rich part stays behind; states nothing.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dialogue.answer import Answer
from actions.dialogue.phrases import Phrases
from actions.dialogue.picked import picked, sends_on
from actions.dialogue.routing import intent_meant
from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance


class ShopAction(Action, ABC):  # type: ignore[misc]
    """Subclasses set `intent` and write `answer`. `by_intent` is filled by `all_actions`."""

    intent: ClassVar[str]

    def __init__(self, services: Services) -> None:
        self.services = services
        self.by_intent: Mapping[str, ShopAction] = {}

    def name(self) -> str:
        return f"action_{self.intent}"

    @abstractmethod
    async def answer(self, said: Utterance) -> Answer:
        """What to say, and the search state where it changes. Never utters by itself."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        tongues = self.services.tongues
        said = Utterance.of(tracker, self.services.turns, tongues.of)
        action = self if tongues.trained(said.language) else self.by_intent["search"]
        answer = await action.answer_what_was_meant(said)
        for part in answer.parts:
            dispatcher.utter_message(text=part.text)
            if said.turn:
                said.turn.parts.append(part)
        return [SlotSet("search_state", answer.state.as_json())] if answer.state else []

    def phrases(self, said: Utterance) -> Phrases:
        return self.phrases_of(said.language)

    def phrases_of(self, language: str) -> Phrases:
        return self.services.phrases[language]

    def say(self, name: str, said: Utterance, **values: str) -> str:
        return self.phrases(said).say(name, said.sender_id, **values)

    async def answer_what_was_meant(self, said: Utterance) -> Answer:
        """An answer to "did you mean" runs the original words under the meaning that was picked,
        whatever intent the answer's own words were taken for."""
        pending = self.services.pending
        question = await asyncio.to_thread(pending.get, said.sender_id)
        if question is None:
            return await self._answer_in_view(said)
        phrases = self.phrases(said)
        choice = picked(question, said.text, self.intent, phrases)
        if choice is None and sends_on(question, said.text, self.intent, phrases):
            return await self.by_intent["clarify"].answer(said.saying(question.utterance))
        if choice is not None or self.intent != "clarify":
            await asyncio.to_thread(pending.close, said.sender_id)
        if choice is None:
            return await self._answer_in_view(said)
        return await self.by_intent[choice.intent].answer(said.saying(question.utterance))

    async def _answer_in_view(self, said: Utterance) -> Answer:
        """By the action that what was shown makes it: "the cheaper one" picks."""
        meant = intent_meant(said, self.intent, self.services)
        return await self.by_intent[meant].answer(said)
