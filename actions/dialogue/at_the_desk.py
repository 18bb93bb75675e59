"""Actions of the service desk: one an intent that opens a matter there, or answers it.

By the time one of these is asked, the desk has heard the message (`ShopAction`) and had nothing to
say to it; or it was meant by a choice, and the desk hears it now.
"""

from __future__ import annotations

import asyncio

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.did_you_mean import asked_again
from actions.dialogue.utterance import Utterance
from actions.service import BY_INTENT


class DeskAction(ShopAction):
    async def answer(self, said: Utterance) -> Answer:
        answer = await self.counter.hear(said, self.intent)
        return answer or Answer.words(self.say("inform", said))


class ResumeAction(DeskAction):
    """Back to what was open: "did you mean" too, where that was asked."""

    intent = "resume"

    async def answer_what_was_meant(self, said: Utterance) -> Answer:
        question = await asyncio.to_thread(self.services.pending.get, said.sender_id)
        in_hand = await asyncio.to_thread(self.services.clerk.in_hand, said.sender_id)
        if question is None or in_hand is not None:
            return await super().answer_what_was_meant(said)
        return asked_again(question, said, self.phrases(said))


def _action(intent: str) -> type[DeskAction]:
    name = "".join(part.capitalize() for part in intent.split("_"))
    return type(f"{name}Action", (DeskAction,), {"intent": intent})


DESK_ACTIONS: tuple[type[ShopAction], ...] = (
    *(_action(intent) for intent in (*BY_INTENT, "inform", "abort")),
    ResumeAction,
)
