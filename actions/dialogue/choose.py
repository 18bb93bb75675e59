"""`action_choose`: "the second one" with no question open: take it in hand and show it."""

from __future__ import annotations

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.details import DetailsAction
from actions.dialogue.reference import LONGEST_PICK, places, pointed_at
from actions.dialogue.utterance import Utterance


class ChooseAction(ShopAction):
    intent = "choose"

    async def answer(self, said: Utterance) -> Answer:
        details = self.by_intent["details"]
        pointed = pointed_at(said, self.services, bare_numbers=True)
        beyond = places(said.text, self.phrases(said).ordinals) and not pointed
        if beyond and said.state and said.state.shown:
            return Answer.words(self.say("no_such_place", said))
        if beyond and said.state is None and len(said.words) <= LONGEST_PICK:
            return Answer.words(self.say("nothing_shown", said))
        if not pointed or not isinstance(details, DetailsAction):
            return await self.by_intent["search"].answer(said)
        return await details.about(*pointed[0], said, question="")
