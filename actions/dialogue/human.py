"""`action_human`: how to reach a person, and when."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.hours import is_open, opens_next
from actions.dialogue.utterance import Utterance
from actions.turns import Part


class HumanAction(ShopAction):
    intent = "human"

    async def answer(self, said: Utterance) -> Answer:
        shop = self.services.shop
        now = datetime.now(ZoneInfo(shop.time_zone))
        open_now = is_open(shop.hours, now)
        if open_now:
            text = self.say("human_open", said)
        else:
            opens = opens_next(shop.hours, now, self.phrases(said).text, shop.locale)
            text = self.say("human_closed", said, opens=opens)
        custom = {
            "type": "handoff",
            "lead": text,
            "email": shop.contact.email,
            "phone": shop.contact.phone,
            "open_now": open_now,
        }
        return Answer((Part(text, custom),))
