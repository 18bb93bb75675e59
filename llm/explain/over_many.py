"""How often attention shows the fact that a slot states, over many replies. Owns the counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from llm.explain.explanation import Explanation
from llm.explain.shares import SlotShares

TO_CHOOSE = 2


@dataclass(slots=True)
class OverMany:
    """Slots count where there is more than one fact to look at. `by_look`: the strongest look since
    the slot's sentence began was at a fact of that sentence; `by_mean`: its own fact got most on
    average over the heads when the slot was written; each beside what a blind guess would hit."""

    replies: int = 0
    templates: int = 0
    slots: int = 0
    by_look: int = 0
    by_look_guess: float = 0.0
    by_mean: int = 0
    by_mean_guess: float = 0.0

    @classmethod
    def of(cls, explanations: Iterable[Explanation]) -> OverMany:
        counts = cls()
        for one in explanations:
            counts.replies += 1
            counts.templates += one.reply.source == "template"
            for slot in one.slots:
                if len(slot.facts) >= TO_CHOOSE:
                    counts._add(slot, _said_with(one, slot))
        return counts

    def _add(self, slot: SlotShares, said: set[str]) -> None:
        facts = len(slot.facts)
        self.slots += 1
        self.by_look += next(iter(slot.looks)) in said
        self.by_look_guess += len(said) / facts
        self.by_mean += max(slot.facts, key=lambda name: slot.facts[name]) == slot.slot
        self.by_mean_guess += 1 / facts

    def as_json(self) -> dict[str, Any]:
        whole = self.slots or 1
        shares = {
            "sentence_fact_looked_at_most": self.by_look,
            "sentence_fact_guessed": self.by_look_guess,
            "own_fact_most_on_average": self.by_mean,
            "own_fact_guessed": self.by_mean_guess,
        }
        counts = {"replies": self.replies, "templates": self.templates, "slots": self.slots}
        return counts | {name: round(count / whole, 3) for name, count in shares.items()}


def _said_with(explanation: Explanation, slot: SlotShares) -> set[str]:
    """The slots of the sentence that says `slot`, itself among them."""
    tokens = explanation.tokens
    number = tokens[slot.token].sentence
    return {token.slot for token in tokens if token.sentence == number and token.slot}
