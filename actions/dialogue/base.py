"""What every action shares: read the utterance, answer it, say each part, keep the state.

Owns the one place where words leave for Rasa and the rich part stays behind; states nothing.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dialogue.answer import Answer
from actions.dialogue.bearing import with_offer
from actions.dialogue.desk import Counter
from actions.dialogue.did_you_mean import asked_again
from actions.dialogue.phrases import Phrases
from actions.dialogue.picked import only_a_person, picked, sends_on
from actions.dialogue.routing import intent_meant, of_the_one_in_hand
from actions.dialogue.services import Services
from actions.dialogue.several import wishes_meant
from actions.dialogue.utterance import Utterance, Wish
from actions.dialogue.words import words_of
from actions.service import BY_INTENT

PERSON = "human"
INSULT = "insult"
WARRANTY = "warranty"
GOES_BACK = "resume"
"""Beside another wish it says nothing of its own: what is open is put again after that one."""


class ShopAction(Action, ABC):  # type: ignore[misc]
    """Subclasses set `intent` and write `answer`. `by_intent` is filled by `all_actions`."""

    intent: ClassVar[str]

    def __init__(self, services: Services) -> None:
        self.services = services
        self.counter = Counter(services)
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
        await asyncio.to_thread(self._hear_mood, said)
        answer = await action.answer_all(said)
        answer = with_offer(answer, said, self.intent, self.services)
        for part in answer.parts:
            dispatcher.utter_message(text=part.text)
            if said.turn:
                said.turn.parts.append(part)
        return [SlotSet("search_state", answer.state.as_json())] if answer.state else []

    def _hear_mood(self, said: Utterance) -> None:
        ears = self.services.ears
        own = ears.get(said.language) or next(iter(ears.values()))
        self.services.moods.hear(said, own, insults=self.intent == INSULT)

    def phrases(self, said: Utterance) -> Phrases:
        return self.phrases_of(said.language)

    def phrases_of(self, language: str) -> Phrases:
        return self.services.phrases[language]

    def say(self, name: str, said: Utterance, **values: str) -> str:
        return self.phrases(said).say(name, said.sender_id, **values)

    async def answer_all(self, said: Utterance) -> Answer:
        """Each of several wishes: what is answered at once first, then what the desk has to ask
        about; a second matter for the desk waits until the first is through."""
        wishes = [
            wish for wish in wishes_meant(said, self.services) if wish.intent in self.by_intent
        ]
        wishes = [wish for wish in wishes if wish.intent != GOES_BACK] or wishes
        if max(len(wishes), len(said.wishes)) < 2:
            return await self.answer_what_was_meant(said)
        question = await asyncio.to_thread(self.services.pending.get, said.sender_id)
        if len(wishes) == 1 and len(said.wishes) > 1 and question is None:
            (only,) = wishes
            alone = replace(said, wishes=(), intents=((only.intent, only.confidence),))
            return await self.by_intent[only.intent].answer_what_was_meant(alone)
        if len(wishes) < 2 or question is not None:
            return await self.answer_what_was_meant(said)
        told = Answer(())
        for wish in (one for one in wishes if one.intent not in BY_INTENT):
            moment = replace(said.wishing(wish), state=told.state or said.state)
            told = told.followed_by(await self.by_intent[wish.intent].answer_in_view(moment))
        for_the_desk = [one for one in wishes if one.intent in BY_INTENT]
        if not for_the_desk:
            return await self.counter.led_back(told, said, self.intent)
        return told.followed_by(await self._one_by_one(for_the_desk, said))

    async def _one_by_one(self, wishes: list[Wish], said: Utterance) -> Answer:
        first, *others = wishes
        await self.counter.introduce(said)
        heard = await self.counter.hear(said.wishing(first), first.intent)
        for wish in others:
            await self.counter.later(said.wishing(wish), wish.intent)
        return heard or Answer(())

    async def answer_what_was_meant(self, said: Utterance) -> Answer:
        """An answer to "did you mean" runs the original words under the meaning that was picked,
        whatever intent the answer's own words were taken for."""
        if self.intent != PERSON and only_a_person(said.text, self.phrases(said)):
            return await self.by_intent[PERSON].answer_what_was_meant(said)
        pending = self.services.pending
        question = await asyncio.to_thread(pending.get, said.sender_id)
        if question is None and self._takes_offered_help(said):
            return await self.by_intent["details"].answer(said)
        if question is None:
            return await self._heard(said)
        phrases = self.phrases(said)
        choice = picked(question, said.text, self.intent, phrases)
        if choice is None and sends_on(question, said.text, self.intent, phrases):
            return await self.by_intent["clarify"].answer(said.saying(question.utterance))
        if choice is None and self.intent == "affirm" and not question.offers:
            return asked_again(question, said, phrases)
        if choice is not None or self.intent != "clarify":
            await asyncio.to_thread(pending.close, said.sender_id)
        if choice is None:
            return await self._heard(said)
        return await self.by_intent[choice.intent].answer(said.saying(question.utterance))

    def _takes_offered_help(self, said: Utterance) -> bool:
        """A click on it, whatever its words are heard as."""
        title = self.services.personal.helping.offered(said.visitor)
        offer = self.phrases(said).text["about"].format(title=title)
        return bool(title) and words_of(offer) == said.words

    async def _heard(self, said: Utterance) -> Answer:
        """By the service desk, where it is the desk's business; a question of the desk's that is
        still open is put again after anything else."""
        if await self.counter.asks_policy(said, self.intent):
            answer = await self.by_intent["policy"].answer(said)
            return await self.counter.led_back(answer, said, "policy")
        if self.intent == WARRANTY and of_the_one_in_hand(said, self.services):
            return await self.by_intent["details"].answer(said)
        at_the_desk = await self.counter.hear(said, self.intent)
        if at_the_desk is not None:
            return at_the_desk
        answer = await self.answer_in_view(said)
        return await self.counter.led_back(answer, said, self.intent)

    async def answer_in_view(self, said: Utterance) -> Answer:
        """By the action that what was shown makes it: "the cheaper one" picks."""
        meant = intent_meant(said, self.intent, self.services)
        return await self.by_intent[meant].answer(said)
