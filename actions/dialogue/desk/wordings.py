"""One customer's moment at the desk: their language, the shop's names for things, and the wordings.

Owns the fall from a wording for one kind (`ask_items/start_return`) to the one for any.
"""

from __future__ import annotations

from dataclasses import dataclass

from actions.dialogue.desk.names import Names
from actions.dialogue.phrases import Phrases
from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance


@dataclass(frozen=True, slots=True)
class Wordings:
    phrases: Phrases
    names: Names
    sender_id: str

    @classmethod
    def of(cls, said: Utterance, services: Services) -> Wordings:
        phrases = services.phrases[said.language]
        names = Names(phrases.labels, services.shop.locale, services.index.product)
        return cls(phrases, names, said.sender_id)

    def say(self, *names: str, **values: str) -> str:
        """By the first of `names` that there is a wording for."""
        known = next(name for name in names if name in self.phrases.wordings)
        return self.phrases.say(known, self.sender_id, **values).strip()

    def kind(self, name: str) -> str:
        return self.phrases.kinds.get(name, name)

    def label(self, name: str) -> str:
        return self.phrases.labels[name]

    def reason(self, name: str) -> str:
        return self.phrases.reasons.get(name, name.replace("_", " "))
