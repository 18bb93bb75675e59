"""`action_undo`: back to the search before the last change."""

from __future__ import annotations

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.results import found
from actions.dialogue.utterance import Utterance


class UndoAction(ShopAction):
    intent = "undo"

    async def answer(self, said: Utterance) -> Answer:
        if said.state is None or not said.state.past:
            return Answer.words(self.say("nothing_to_undo", said))
        *earlier, last = said.state.past
        return await found(last, said, self.services, past=tuple(earlier))
