"""`action_more`: the next page of the last search."""

from __future__ import annotations

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.results import SHOWN, found
from actions.dialogue.utterance import Utterance


class MoreAction(ShopAction):
    intent = "more"

    async def answer(self, said: Utterance) -> Answer:
        state = said.state
        if state is None:
            return Answer.words(self.say("nothing_to_undo", said))
        return await found(
            state.understood, said, self.services, offset=state.offset + SHOWN, past=state.past
        )
