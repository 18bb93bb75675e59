"""`action_compare`: two or three products side by side, attribute by attribute."""

from __future__ import annotations

from typing import Any

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.reference import lookup, named, pointed_at
from actions.dialogue.table import comparison
from actions.dialogue.utterance import Utterance
from actions.dialogue.voice import seed, voice
from actions.turns import Part
from llm.planning import plan_compare
from retrieval.values import Hit, Product, Variant

MOST_COMPARED = 3


class CompareAction(ShopAction):
    intent = "compare"

    async def answer(self, said: Utterance) -> Answer:
        compared = self._meant(said)
        if len(compared) < 2:
            return Answer.words(self.say("nothing_to_compare", said))
        hits = [Hit(product, variant, 0.0) for product, variant in compared]
        table = comparison(hits, self.phrases(said).text, self.services.shop.locale)
        plan = plan_compare(hits, **voice(said, self.services))
        reply = await self.services.replies.reply(plan, seed=seed(said), deadline=said.deadline)
        custom = {
            "type": "compare",
            "lead": reply.text,
            "hits": [hit.as_json() for hit in hits],
            "table": table,
        }
        text = "\n".join([reply.text, *_lines(table)])
        return Answer((Part(text, custom, list(reply.evidence)),))

    def _meant(self, said: Utterance) -> list[tuple[Product, Variant]]:
        """Those named, else those pointed at ("1 and 3"), else the first two shown."""
        by_name = named(said, self.services)
        if len(by_name) >= 2:
            return by_name[:MOST_COMPARED]
        pointed = pointed_at(said, self.services, bare_numbers=True)
        if len(pointed) >= 2 or said.state is None:
            return pointed[:MOST_COMPARED]
        firsts = (lookup(self.services, *pair) for pair in said.state.shown[:2])
        return [pair for pair in firsts if pair]


def _lines(table: dict[str, Any]) -> list[str]:
    """The table in words, for a terminal: a line an attribute."""
    titles = [column["title"] for column in table["columns"]]
    lines = [f"{number}. {title}" for number, title in enumerate(titles, start=1)]
    return lines + [f"{row['label']}: {' | '.join(row['values'])}" for row in table["rows"]]
