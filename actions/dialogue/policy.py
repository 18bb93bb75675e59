"""`action_policy`: what the shop's policies say, quoted."""

from __future__ import annotations

import asyncio

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.utterance import Utterance
from actions.dialogue.voice import asked, voice
from actions.questions import Kind
from actions.serving import ServingError
from actions.turns import Part
from llm.planning import plan_policy
from retrieval.values import Passage


class PolicyAction(ShopAction):
    intent = "policy"

    async def answer(self, said: Utterance) -> Answer:
        try:
            quote = await self._quote(said)
        except ServingError:  # nobody looked: that isn't the same as silence
            return Answer.words(self.say("trouble", said))
        if quote is None:
            self.services.unanswered.asked(Kind.POLICY, said.text, said.language)
            return Answer.words(self.say("policy_silent", said))
        plan = plan_policy([quote], said.text, **voice(said, self.services))
        reply = await self.services.replies.reply(plan, **asked(said))
        quoted = {"heading": quote.heading, "text": quote.text, "source": quote.source}
        custom = {"type": "policy", "lead": reply.text, "passages": [quoted]}
        return Answer((Part(reply.text, custom, list(reply.evidence)),))

    async def _quote(self, said: Utterance) -> Passage | None:
        passages = self.services.knowledge.passages(said.language)
        if passages is None:
            return None
        vectors = await self.services.owner.encode([said.text], deadline=said.deadline)
        return await asyncio.to_thread(passages.find, said.text, query_vector=vectors[0])
