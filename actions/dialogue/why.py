"""`action_why`: why a product was shown, from what the search knows and the record holds."""

from __future__ import annotations

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.reference import meant_product
from actions.dialogue.results import search
from actions.dialogue.utterance import Utterance
from actions.dialogue.voice import asked, voice
from actions.turns import Part
from llm.planning import plan_why
from retrieval.values import Hit, Product, Variant

RANKED = 50


class WhyAction(ShopAction):
    intent = "why"

    async def answer(self, said: Utterance) -> Answer:
        state = said.state
        if state is None or not state.shown:
            return await self.by_intent["details"].answer(said)
        meant = meant_product(said, self.services)
        if meant is None:
            return await self.by_intent["details"].answer(said)
        hit = await self._hit(meant, said)
        words = self.services.replies.asks(said.language)
        plan = plan_why(hit, state.understood, words=words, **voice(said, self.services))
        reply = await self.services.replies.reply(plan, **asked(said))
        evidence = list(reply.evidence)
        explanation = {"product_id": hit.product.product_id, "text": reply.text}
        custom = {
            "type": "product",
            "lead": reply.text,
            "hits": [hit.as_json()],
            "explanations": [{**explanation, "evidence": evidence}],
            "quick_replies": list(self.phrases(said).quick_replies.get("product", ())),
        }
        part = Part(reply.text, custom, evidence)
        return Answer((part,), state.with_selected(hit.product.product_id))

    async def _hit(self, meant: tuple[Product, Variant], said: Utterance) -> Hit:
        """The hit as the search ranks it now, with its reasons; bare where it isn't found again."""
        product, variant = meant
        if said.state:
            result = await search(said.state.understood, said, self.services, k=RANKED)
            for hit in result.hits:
                if hit.product.product_id == product.product_id:
                    return hit
        return Hit(product, variant, 0.0)
