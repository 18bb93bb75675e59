"""`action_recommend`: "what would you suggest for me?", answered by what the visitor lets the shop
know of them, and with the reason for each."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.recommending import plan_of
from actions.dialogue.results import line_of
from actions.dialogue.state import SearchState
from actions.dialogue.utterance import Utterance
from actions.dialogue.voice import asked, voice
from actions.personal.advisor import Advice, Wanted
from actions.personal.suggestion import told
from actions.stores.moment import now
from actions.turns import Part
from llm.reply import Reply
from retrieval.personal.suggest import Suggested
from retrieval.values import Hit, SearchResult

SHOWN = 5
WIDELY = "recommend_general"
MINE = "recommend_mine"


@dataclass(frozen=True, slots=True)
class _Lead:
    text: str
    evidence: tuple[dict[str, Any], ...] = ()


class RecommendAction(ShopAction):
    """What names goods is a search, whatever verb it came with."""

    intent = "recommend"

    async def answer(self, said: Utterance) -> Answer:
        understood = self.services.index.understand(said.text, said.language)
        if understood.kind or understood.constraints:
            return await self.by_intent["search"].answer(said)
        advice = await asyncio.to_thread(
            self.services.personal.advisor.suggest, await self._wanted(said)
        )
        if not advice.suggested:
            return await self.by_intent["search"].answer(said)
        return await self._told(said, advice)

    async def _wanted(self, said: Utterance) -> Wanted:
        lines = await asyncio.to_thread(self.services.carts.lines, said.sender_id)
        shown = said.state.shown if said.state else ()
        seen = frozenset(product_id for product_id, _ in shown)
        return Wanted(
            said.visitor, SHOWN, cart=tuple(line.product_id for line in lines), excluded=seen
        )

    async def _told(self, said: Utterance, advice: Advice) -> Answer:
        lead = await self._lead(said, advice)
        cards = [told(one, self.services.personal.words, now().date()) for one in advice.suggested]
        hits = tuple(Hit(one.product, one.variant, one.score) for one in advice.suggested)
        result = SearchResult(hits, self.services.index.understand("", said.language))
        phrases, locale = self.phrases(said), self.services.shop.locale
        lines = [line_of(number, hit, phrases, locale) for number, hit in enumerate(hits, 1)]
        custom = {
            "type": "products",
            "lead": lead.text,
            **result.as_json(),
            "hits": cards,
            "found": len(hits),
            "explanations": [_explanation(card) for card in cards],
            "quick_replies": list(phrases.quick_replies.get(self.intent, ())),
        }
        part = Part("\n".join([lead.text, *lines]), custom, list(lead.evidence))
        return Answer((part,), SearchState.after(result, said.state))

    async def _lead(self, said: Utterance, advice: Advice) -> _Lead:
        """The first of them in the generator's words; where its reason has none, what stands under
        it. To whom nothing is known of it is said that it isn't about them."""
        if not advice.personalised:
            return _Lead(self.say(WIDELY, said))
        first = advice.suggested[0]
        reply = await self._worded(said, first)
        if reply is None:
            return _Lead(self.say(MINE, said))
        return _Lead(reply.text, tuple(reply.evidence))

    async def _worded(self, said: Utterance, suggested: Suggested) -> Reply | None:
        services = self.services
        asks = services.replies.asks(said.language)
        plan = plan_of(suggested, services.index.product, asks, voice(said, services))
        return await services.replies.reply(plan, **asked(said)) if plan else None


def _explanation(card: dict[str, Any]) -> dict[str, Any]:
    return {"product_id": card["product_id"], "text": card["words"], "evidence": card["evidence"]}
