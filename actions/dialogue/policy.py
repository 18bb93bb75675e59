"""`action_policy`: what the shop's policies say, quoted."""

from __future__ import annotations

import asyncio

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.utterance import Utterance
from actions.dialogue.voice import asked, voice
from actions.serving import ServingError
from actions.turns import Part
from llm.planning import plan_policy
from retrieval.values import Passage


class PolicyAction(ShopAction):
    intent = "policy"

    async def answer(self, said: Utterance) -> Answer:
        passages = await self._passages(said)
        if not passages:
            return Answer.words(self.say("policy_silent", said))
        plan = plan_policy(passages, said.text, **voice(said, self.services))
        reply = await self.services.replies.reply(plan, **asked(said))
        quoted = [
            {"heading": one.heading, "text": one.text, "source": one.source} for one in passages[:1]
        ]
        custom = {"type": "policy", "lead": reply.text, "passages": quoted}
        return Answer((Part(reply.text, custom, list(reply.evidence)),))

    async def _passages(self, said: Utterance) -> list[Passage]:
        policies = self.services.passages.get(said.language)
        if policies is None:
            return []
        try:
            vectors = await self.services.owner.encode([said.text], deadline=said.deadline)
        except ServingError:
            return []
        return await asyncio.to_thread(policies.find, said.text, query_vector=vectors[0])
