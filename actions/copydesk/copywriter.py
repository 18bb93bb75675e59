"""Copy about one product, in several pieces. Owns that every text passed the verifier and the list
of forbidden claims and stands once; each part's facts are its planner's, the words the reply
service's."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from typing import Any

from actions.copydesk.claims import Claims
from actions.copydesk.kinds import PARTS
from actions.copydesk.piece import Piece, gathered
from actions.copydesk.smooth import Drawn, Smooth
from actions.copydesk.wish import Wish, plan_part
from actions.replies import ReplyService
from actions.serving import Priority
from llm.plan import Plan
from llm.reply import Reply

# Where texts come out alike, or rough, others are drawn so often.
ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Text:
    """One part of the `piece`th piece of copy, counted from 1."""

    piece: int
    part: str
    reply: Reply

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.reply.text,
            "evidence": list(self.reply.evidence),
            "part": self.part,
            "piece": self.piece,
            "source": self.reply.source,
        }


class Copywriter:
    """As of `today`."""

    def __init__(self, replies: ReplyService, claims: Claims, smooth: Smooth, today: date) -> None:
        self._replies = replies
        self._claims, self._smooth = claims, smooth
        self._today = today

    async def write(self, wish: Wish, *, deadline: float) -> list[Text]:
        """Piece by piece. A part for which fewer than `n` different texts are found is left out of
        the later pieces. `deadline` is on `time.monotonic`'s clock; past it templates answer."""
        found = await self._parts(wish, deadline)
        return [
            Text(number + 1, part, replies[number])
            for number in range(wish.n)
            for part, replies in found.items()
            if number < len(replies)
        ]

    async def pieces(self, wish: Wish, *, deadline: float) -> list[Piece]:
        """Whole ones only, for review."""
        return gathered(wish, await self._parts(wish, deadline))

    async def _parts(self, wish: Wish, deadline: float) -> dict[str, list[Reply]]:
        return {part: await self._different(wish, part, deadline) for part in PARTS[wish.kind]}

    async def _different(self, wish: Wish, part: str, deadline: float) -> list[Reply]:
        drawn = Drawn(wish.n)
        words = self._replies.asks(wish.language)
        turn = 0
        for _ in range(ROUNDS):
            turns = range(turn, turn := turn + drawn.missing)
            plans = [plan_part(wish, part, one, words, self._today) for one in turns]
            replies = await self._replies.replies(
                plans,
                seed=seed_of(wish, part, turns.start),
                deadline=deadline,
                priority=Priority.COPY,
            )
            for plan, reply in zip(plans, replies, strict=True):
                if not drawn.knows(reply.text) and self._is_true(wish, plan, reply):
                    drawn.add(reply, smooth=self._smooth.reads(reply.text, wish.language))
            if not drawn.missing or time.monotonic() >= deadline:
                break
        return drawn.best()

    def _is_true(self, wish: Wish, plan: Plan, reply: Reply) -> bool:
        """A template was read by nobody yet."""
        if self._replies.fault(plan, reply) is not None:
            return False
        return not self._claims.found(reply.text, wish.language, wish.about(self._today))


def seed_of(wish: Wish, part: str, turn: int) -> str:
    return f"{wish.product.product_id}/{wish.kind}/{part}/{wish.audience}/{turn}"
