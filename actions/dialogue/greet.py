"""`action_greet`: a welcome, and where a visitor hesitates about a product, help with it first."""

from __future__ import annotations

import asyncio

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.utterance import Utterance
from retrieval.values import Product


class GreetAction(ShopAction):
    """In the middle of a search nothing is offered: that would lead away from it."""

    intent = "greet"

    async def answer(self, said: Utterance) -> Answer:
        replies = list(self.phrases(said).quick_replies.get(self.intent, ()))
        welcome = self.say(self.intent, said)
        product = await self._hesitated_about(said)
        if product is None:
            return Answer.words(welcome, replies)
        label = self.phrases(said).text["about"].format(title=product.title)
        offer = self.say("offer_about", said, title=product.title)
        await asyncio.to_thread(
            self.services.pending.ask, said.sender_id, label, [("details", label)], 1
        )
        return Answer.words(f"{welcome} {offer}", [label, *replies])

    async def _hesitated_about(self, said: Utterance) -> Product | None:
        if said.state is not None:
            return None
        return await asyncio.to_thread(self.services.personal.helping.offer, said.visitor)
