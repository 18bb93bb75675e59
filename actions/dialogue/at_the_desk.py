"""Actions of the service desk: one an intent that opens a matter there, or answers it.

By the time one of these is asked, the desk has heard the message (`ShopAction`) and had nothing to
say to it; or it was meant by a choice, and the desk hears it now.
"""

from __future__ import annotations

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.utterance import Utterance
from actions.service import BY_INTENT


class DeskAction(ShopAction):
    async def answer(self, said: Utterance) -> Answer:
        answer = await self.counter.hear(said, self.intent)
        return answer or Answer.words(self.say("inform", said))


def _action(intent: str) -> type[DeskAction]:
    name = "".join(part.capitalize() for part in intent.split("_"))
    return type(f"{name}Action", (DeskAction,), {"intent": intent})


DESK_ACTIONS: tuple[type[DeskAction], ...] = tuple(
    _action(intent) for intent in (*BY_INTENT, "inform", "resume", "abort")
)
