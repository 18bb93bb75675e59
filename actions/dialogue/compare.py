"""`action_compare`: two or three products side by side, attribute by attribute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.foremost import Ranked, ranked, told_first
from actions.dialogue.measures import Extreme, Known, extreme_said
from actions.dialogue.reference import in_view, named, pointed_at
from actions.dialogue.state import SearchState
from actions.dialogue.table import comparison
from actions.dialogue.unrecorded import unrecorded, untold_extreme
from actions.dialogue.utterance import Utterance
from actions.dialogue.voice import asked, voice
from actions.turns import Part
from llm.plan import Tone
from llm.planning import plan_compare
from retrieval.values import Hit, Understood

MOST_COMPARED = 3


@dataclass(frozen=True, slots=True)
class _Meant:
    """`wanted` is asked of all those `among`."""

    compared: list[Known]
    among: Sequence[Known]
    wanted: Extreme | None


class CompareAction(ShopAction):
    intent = "compare"

    async def answer(self, said: Utterance) -> Answer:
        if order := ranked(said, self.services):
            return self._foremost(order, said)
        meant = self._meant(said)
        compared = meant.compared
        if len(compared) < 2:
            return Answer.words(self.say("nothing_to_compare", said))
        hits = [Hit(product, variant, 0.0) for product, variant in compared]
        phrases = self.phrases(said)
        table = comparison(hits, phrases.text, phrases.marks, self.services.shop.locale)
        untold = unrecorded(said, self.services, meant.among, meant.wanted)
        words = self.services.replies.asks(said.language)
        sounds = voice(said, self.services)
        sounds = {**sounds, "tone": Tone.BRIEF} if untold else sounds
        plan = plan_compare(hits, words=words, **sounds)
        reply = await self.services.replies.reply(plan, **asked(said))
        lead = f"{untold} {reply.text}".strip()
        custom = {
            "type": "compare",
            "lead": lead,
            "hits": [hit.as_json() for hit in hits],
            "table": table,
            "quick_replies": list(phrases.quick_replies.get("compare", ())),
        }
        text = "\n".join([lead, *_lines(table)])
        pairs = tuple((hit.product.product_id, hit.variant.variant_id) for hit in hits)
        before = said.state or SearchState(Understood(said.text, "", language=said.language), pairs)
        state = before.with_compared(pairs)
        return Answer((Part(text, custom, list(reply.evidence)),), state)

    def _foremost(self, order: Ranked, said: Utterance) -> Answer:
        """Which of them has the most is said; all of them stay in view, that one in hand."""
        foremost = told_first(order, said, self.services)
        hits = [Hit(product, variant, 0.0) for product, variant in order.goods[:MOST_COMPARED]]
        phrases = self.phrases(said)
        custom = {
            "type": "compare",
            "lead": foremost.text,
            "hits": [hit.as_json() for hit in hits],
            "table": comparison(hits, phrases.text, phrases.marks, self.services.shop.locale),
            "quick_replies": list(phrases.quick_replies.get("product", ())),
        }
        product = hits[0].product
        state = said.state.with_selected(product.product_id) if said.state else None
        return Answer((Part(foremost.text, custom, foremost.evidence),), state)

    def _meant(self, said: Utterance) -> _Meant:
        """Those named, else those pointed at ("1 and 3"), else what is in view."""
        seen = in_view(said, self.services)
        wanted = extreme_said(said.text, self.phrases(said).extremes, seen)
        untold = untold_extreme(said, self.services)  # "the lightest one" is no first one
        pointed = [] if untold else pointed_at(said, self.services, bare_numbers=True)
        for chosen in (named(said, self.services), pointed):
            if len(chosen) >= 2:
                return _Meant(chosen[:MOST_COMPARED], chosen, wanted)
        if len(pointed) == 1:
            beside = [known for known in seen if known[0] != pointed[0][0]]
            return _Meant([*pointed, *beside][:2], [*pointed, *beside][:2], wanted)
        return _Meant(seen if len(seen) <= MOST_COMPARED else seen[:2], seen, wanted)


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
