"""`action_clarify`: what was meant wasn't clear, so offer the likeliest meanings.

Owns the question, kept in the server with the customer's words; `ShopAction` runs those words
under the meaning that is picked.
"""

from __future__ import annotations

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.utterance import Utterance
from actions.turns import Part

MEANINGS = ("search", "order_status", "policy", "details", "human")
OFFERED = 3


class ClarifyAction(ShopAction):
    intent = "clarify"

    async def answer(self, said: Utterance) -> Answer:
        if self._changes_search(said) or self._names_goods(said):
            return await self.by_intent["refine" if said.state else "search"].answer(said)
        labels = self.phrases(said).choices
        options = [(intent, labels[intent]) for intent in self._likeliest(said)]
        question = self.services.pending.ask(said.sender_id, said.text, options)
        lead = self.say("clarify_again" if question.repeated else "clarify", said)
        lines = [f"{number}. {label}" for number, (_, label) in enumerate(options, start=1)]
        custom = {
            "type": "choices",
            "lead": lead,
            "choices": [{"id": one.choice_id, "label": one.label} for one in question.choices],
            "quick_replies": [label for _, label in options],
        }
        return Answer((Part("\n".join([lead, *lines]), custom),))

    def _changes_search(self, said: Utterance) -> bool:
        """All that is said is a condition on what was looked for: `size 44`, `Tarnholm`."""
        if said.state is None:
            return False
        before = said.state.understood
        after = self.services.index.refine(before, said.text)
        added = {word for one in after.constraints for word in one.words.lower().split()}
        left = set(after.text.lower().split()) - set(before.text.lower().split()) - added
        return after.constraints != before.constraints and not left

    def _names_goods(self, said: Utterance) -> bool:
        """Every word that is left for ranking stands in the first hit: a thing the shop sells."""
        understood = self.services.index.understand(said.text, language=said.language)
        wanted = understood.text.split()
        if not wanted or len(wanted) > 4:
            return False
        hits = self.services.index.search(understood, k=1).hits
        matched = {r.words for hit in hits for r in hit.reasons if r.kind == "words"}
        return bool(matched) and len(set(" ".join(matched).split())) >= len(wanted)

    def _likeliest(self, said: Utterance) -> list[str]:
        ranked = [name for name, _ in said.intents if name in MEANINGS]
        rest = [name for name in MEANINGS if name not in ranked]
        chosen = [*ranked, *rest][:OFFERED]
        return chosen if "search" in chosen else [*chosen[: OFFERED - 1], "search"]
