"""`action_refine`: change the last search: a wish more, another price, one condition dropped."""

from __future__ import annotations

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.utterance import Utterance
from actions.dialogue.wish import answer_wish


class RefineAction(ShopAction):
    intent = "refine"

    async def answer(self, said: Utterance) -> Answer:
        return await answer_wish(said, self.services, supposed_new=False)
