"""`action_search`: find products for a new wish."""

from __future__ import annotations

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.results import found
from actions.dialogue.utterance import Utterance


class SearchAction(ShopAction):
    intent = "search"

    async def answer(self, said: Utterance) -> Answer:
        understood = self.services.index.understand(said.text, language=said.language)
        return await found(understood, said, self.services)
