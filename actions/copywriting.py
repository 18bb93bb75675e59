"""Copy about one product, in several pieces. Owns which parts a kind of copy has, and that every
text passed the verifier and stands once; each part's facts are its planner's, the words the reply
service's."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from actions.replies import ReplyService
from actions.serving import Priority
from actions.shop import Shop
from actions.wording.copy_plans import plan_copy
from actions.wording.rows import RequestRow
from llm.plan import Plan, Task
from llm.reply import Reply
from retrieval.values import Hit, Product

# What is asked for, part by part, in the order of their place on the page.
PARTS: Mapping[Task, tuple[str, ...]] = {
    Task.DESCRIPTION: ("description",),
    Task.SEARCH_AD: ("headline", "text"),
    Task.SOCIAL: ("post",),
    Task.EMAIL: ("subject", "preview", "body"),
}
# They know the product already: an e-mail asks whether they need it again.
BUYERS = "buyers"
# Where texts come out alike, others are drawn so often.
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
    """In one shop's voice, as of `today`."""

    def __init__(self, replies: ReplyService, shop: Shop, today: date) -> None:
        self._replies = replies
        self._shop = shop
        self._today = today

    async def write(
        self, kind: Task, product: Product, audience: str, n: int, *, deadline: float
    ) -> list[Text]:
        """Piece by piece. A part for which fewer than `n` different texts are found is left out of
        the later pieces. `deadline` is on `time.monotonic`'s clock; past it templates answer."""
        found = {
            part: await self._different(kind, part, product, audience, n, deadline)
            for part in PARTS[kind]
        }
        return [
            Text(number + 1, part, replies[number])
            for number in range(n)
            for part, replies in found.items()
            if number < len(replies)
        ]

    async def _different(
        self, kind: Task, part: str, product: Product, audience: str, n: int, deadline: float
    ) -> list[Reply]:
        found: dict[str, Reply] = {}
        turn = 0
        for _ in range(ROUNDS):
            turns = range(turn, turn := turn + n - len(found))
            plans = [self._plan(kind, part, product, audience, one) for one in turns]
            seed = f"{product.product_id}/{kind}/{part}/{audience}/{turns.start}"
            replies = await self._replies.replies(
                plans, seed=seed, deadline=deadline, priority=Priority.COPY
            )
            found |= self._true(zip(plans, replies, strict=True), found)
            if len(found) == n or time.monotonic() >= deadline:
                break
        return list(found.values())

    def _true(
        self, worded: Iterable[tuple[Plan, Reply]], known: Mapping[str, Reply]
    ) -> dict[str, Reply]:
        """By their text, the first of each. A template was read by nobody yet."""
        return {
            reply.text: reply
            for plan, reply in worded
            if reply.text not in known and self._replies.fault(plan, reply) is None
        }

    def _plan(self, kind: Task, part: str, product: Product, audience: str, turn: int) -> Plan:
        shop = self._shop
        row = RequestRow(
            id=product.product_id,
            task=kind,
            language=shop.language,
            ask=part,
            tone=shop.tone,
            length=shop.length,
            reason=_reason(kind, audience),
        )
        words = self._replies.asks(shop.language)
        return plan_copy(row, _offered(product), turn, words, shop.locale, self._today)


def _reason(kind: Task, audience: str) -> Literal["", "again"]:
    return "again" if kind is Task.EMAIL and audience == BUYERS else ""


def _offered(product: Product) -> Hit:
    """The first variant in stock speaks for the product."""
    known = [variant for variant in product.variants if variant.in_stock]
    return Hit(product, (known or list(product.variants))[0], 0.0)
