"""`action_clarify`: what was meant wasn't clear. First the two likeliest meanings are asked about;
if that doesn't help, a search for the customer's words is offered, and then a person. Who is angry
has the person among the first choices, and isn't asked about a search.

Owns these steps. The question is kept in the server with the customer's words; `ShopAction` runs
those words under the meaning that is picked.
"""

from __future__ import annotations

import asyncio

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.did_you_mean import asked, shortened
from actions.dialogue.pending import Question
from actions.dialogue.utterance import Utterance
from actions.dialogue.words import words_of
from actions.questions import Kind

LIKELIEST = ("search", "order_status")
"""Where Rasa ranked nothing that can be offered."""
IN_VIEW = frozenset({"refine", "more", "compare", "why", "undo"})
"""Meanings that need something to have been shown."""
OFFERED = 2
FEW = 1


class ClarifyAction(ShopAction):
    intent = "clarify"

    async def answer(self, said: Utterance) -> Answer:
        if self._changes_search(said) or self._names_goods(said):
            return await self.by_intent["refine" if said.state else "search"].answer(said)
        pending = self.services.pending
        before = await asyncio.to_thread(pending.get, said.sender_id)
        if before is None or before.utterance != said.text:
            self.services.unanswered.asked(Kind.UNCLEAR, said.text, said.language)
        repeated = before.repeated + 1 if before else 0
        meant = said.saying(_telling(before, said))
        lead, options = self._step(meant, repeated)
        question = await asyncio.to_thread(
            pending.ask, said.sender_id, meant.text, options, repeated
        )
        return asked(lead, question)

    def _step(self, said: Utterance, repeated: int) -> tuple[str, list[tuple[str, str]]]:
        """What is said, and the (intent, label) to choose from."""
        labels = self.phrases(said).choices
        person = ("human", labels["human"])
        words = shortened(said.text)
        angry = self.services.moods.of(said.sender_id).is_angry
        if repeated == 0:
            likeliest = [(intent, labels[intent]) for intent in self._likeliest(said)]
            sooner = [person] if angry and person not in likeliest else []
            return self.say("clarify", said), [*likeliest, *sooner]
        if repeated == 1 and words and not angry:
            lead = self.say("clarify_search", said, words=words)
            return lead, [("search", labels["search_words"]), person]
        return self.say("clarify_human", said), [person]

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
        filler = self.services.replies.asks(said.language).filler
        if len(wanted) > 4 or filler.issuperset(wanted):
            return False
        hits = self.services.index.search(understood, k=1).hits
        matched = {r.words for hit in hits for r in hit.reasons if r.kind == "words"}
        return bool(matched) and len(set(" ".join(matched).split())) >= len(wanted)

    def _likeliest(self, said: Utterance) -> list[str]:
        """Of the meanings that have an action and a name in plain words."""
        labels = self.phrases(said).choices
        ranked = [intent for intent, _ in said.intents]
        able = [
            intent
            for intent in dict.fromkeys([*ranked, *LIKELIEST])
            if intent in labels and intent in self.by_intent
        ]
        return [intent for intent in able if said.state or intent not in IN_VIEW][:OFFERED]


def _telling(before: Question | None, said: Utterance) -> str:
    """What to go on with: a bare "what?" says less than the words that it follows."""
    if before and len(words_of(before.utterance)) > len(said.words) <= FEW:
        return before.utterance
    return said.text
