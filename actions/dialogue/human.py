"""`action_human`: hands the conversation to a person, or tells how to reach one, and when.

Owns what is promised: no more than the opening hours, the desk and the line to it bear out. Other
actions hand over by `hand_over`, with a reason of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.briefing import briefing, told_state
from actions.dialogue.hours import is_open, opens_next
from actions.dialogue.utterance import Utterance
from actions.handoff.service import Opened
from actions.service import KINDS, Matter
from actions.turns import Part

ASKED = "asked"


@dataclass(frozen=True, slots=True)
class _Desk:
    """`opens` is empty while it is open, and where it never opens."""

    is_open: bool
    opens: str


class HumanAction(ShopAction):
    intent = "human"

    async def answer(self, said: Utterance) -> Answer:
        return await self.hand_over(said, ASKED)

    async def hand_over(
        self,
        said: Utterance,
        reason: str,
        notes: Sequence[str] = (),
        evidence: Sequence[Any] = (),
    ) -> Answer:
        """Ask for a person and tell the customer truly what happens. `notes` are lines for the
        colleague: the question that is open, what was tried. With no desk: how to reach one."""
        handoffs = self.services.handoffs
        kept = await asyncio.to_thread(self.services.clerk.set_aside, said.sender_id)
        if handoffs is None:
            return self._told(said, None, kept)
        lines = await asyncio.to_thread(briefing, said, self.services, self.phrases(said))
        summary = "\n".join([*lines, *notes])
        told = await asyncio.to_thread(told_state, said, self.services)
        opened = await handoffs.open(said.sender_id, reason, summary, evidence, told)
        return self._told(said, opened, kept)

    def _told(self, said: Utterance, opened: Opened | None, kept: Matter | None) -> Answer:
        """`kept` is what the service desk had under way with them: none of it is done."""
        desk = self._desk(said)
        sentences = [self.say(_sentence(desk, opened), said, opens=desk.opens)]
        if kept is not None:
            kind = self.phrases(said).kinds.get(kept.kind, kept.kind)
            name = "human_keeps" if KINDS[kept.kind].wish else "human_keeps_question"
            sentences.append(self.say(name, said, kind=kind))
        elif opened and not opened.is_silent:
            sentences.append(self.say("human_meanwhile", said))
        text = " ".join(sentences)
        contact = self.services.shop.contact
        custom = {
            "type": "handoff",
            "lead": text,
            "email": contact.email,
            "phone": contact.phone,
            "open_now": desk.is_open,
            "state": opened.handoff.state.value if opened else "none",
        }
        return Answer((Part(text, custom),))

    def _desk(self, said: Utterance) -> _Desk:
        shop = self.services.shop
        now = now_in(shop.time_zone)
        if is_open(shop.hours, now):
            return _Desk(True, "")
        return _Desk(False, opens_next(shop.hours, now, self.phrases(said).text, shop.locale))


def now_in(time_zone: str) -> datetime:
    return datetime.now(ZoneInfo(time_zone))


def _sentence(desk: _Desk, opened: Opened | None) -> str:
    """No more than what is so now."""
    if opened is None:
        return "human_open" if desk.is_open else "human_closed"
    if not opened.reached:
        return "human_unreached"
    when = "open" if desk.is_open else "closed"
    if not opened.is_new:
        return f"human_again_{when if desk.is_open or desk.opens else 'open'}"
    return f"human_asked_{when}" if desk.is_open or desk.opens else "human_no_hours"
