"""`action_search`: find products for a new wish."""

from __future__ import annotations

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.utterance import Utterance
from actions.dialogue.wish import answer_wish


class SearchAction(ShopAction):
    intent = "search"

    async def answer(self, said: Utterance) -> Answer:
        return await answer_wish(said, self.services, supposed_new=True)
