"""`action_refine`: change the last search: a wish more, another price, one condition dropped."""

from __future__ import annotations

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.reference import lookup
from actions.dialogue.results import found
from actions.dialogue.utterance import Utterance
from retrieval.values import Money


class RefineAction(ShopAction):
    intent = "refine"

    async def answer(self, said: Utterance) -> Answer:
        if said.state is None:
            return await self.by_intent["search"].answer(said)
        understood = self.services.index.refine(
            said.state.understood, said.text, shown_prices=self._shown_prices(said)
        )
        return await found(understood, said, self.services, before=said.state)

    def _shown_prices(self, said: Utterance) -> list[Money]:
        """Of the product in hand when there is one, else of all that were shown."""
        state = said.state
        if state is None:
            return []
        shown = [pair for pair in state.shown if state.selected in (None, pair[0])]
        pairs = (lookup(self.services, *pair) for pair in shown or state.shown)
        return [pair[1].price for pair in pairs if pair and pair[1].price]
