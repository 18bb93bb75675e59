"""`action_compare`: two or three products side by side, attribute by attribute."""

from __future__ import annotations

from typing import Any

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.described import Known, by_measure, extreme_said
from actions.dialogue.reference import in_view, named, pointed_at
from actions.dialogue.table import comparison
from actions.dialogue.utterance import Utterance
from actions.dialogue.voice import asked, voice
from actions.turns import Part
from llm.planning import plan_compare
from retrieval.values import Hit

MOST_COMPARED = 3


class CompareAction(ShopAction):
    intent = "compare"

    async def answer(self, said: Utterance) -> Answer:
        compared = self._meant(said)
        if len(compared) < 2:
            return Answer.words(self.say("nothing_to_compare", said))
        hits = [Hit(product, variant, 0.0) for product, variant in compared]
        phrases = self.phrases(said)
        table = comparison(hits, phrases.text, phrases.marks, self.services.shop.locale)
        words = self.services.replies.asks(said.language)
        plan = plan_compare(hits, words=words, **voice(said, self.services))
        reply = await self.services.replies.reply(plan, **asked(said))
        custom = {
            "type": "compare",
            "lead": reply.text,
            "hits": [hit.as_json() for hit in hits],
            "table": table,
            "quick_replies": list(phrases.quick_replies.get("compare", ())),
        }
        text = "\n".join([reply.text, *_lines(table)])
        pairs = tuple((hit.product.product_id, hit.variant.variant_id) for hit in hits)
        state = said.state.with_compared(pairs) if said.state else None
        return Answer((Part(text, custom, list(reply.evidence)),), state)

    def _meant(self, said: Utterance) -> list[Known]:
        """Those named, else those pointed at ("1 and 3"), else the foremost in what is asked
        about ("which is the lightest?"), else what is in view."""
        by_name = named(said, self.services)
        if len(by_name) >= 2:
            return by_name[:MOST_COMPARED]
        pointed = pointed_at(said, self.services, bare_numbers=True)
        if len(pointed) >= 2:
            return pointed[:MOST_COMPARED]
        seen = in_view(said, self.services)
        if len(pointed) == 1:
            return [*pointed, *(known for known in seen if known[0] != pointed[0][0])][:2]
        if len(seen) <= MOST_COMPARED:
            return seen
        measure = extreme_said(said.text, self.phrases(said).extremes)
        return by_measure(seen, *measure)[:MOST_COMPARED] if measure else seen[:2]


def _lines(table: dict[str, Any]) -> list[str]:
    """The table in words, for a terminal: a line an attribute."""
    titles = [column["title"] for column in table["columns"]]
    lines = [f"{number}. {title}" for number, title in enumerate(titles, start=1)]
    return lines + [f"{row['label']}: {' | '.join(_cells(row))}" for row in table["rows"]]


def _cells(row: dict[str, Any]) -> list[str]:
    mark = row.get("mark")
    return [
        f"{value} ({mark['text']})" if mark and mark["place"] == place else value
        for place, value in enumerate(row["values"])
    ]
