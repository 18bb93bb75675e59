"""What a sentence claims in words of its own: stock, an order's state, a count, an offer, praise,
a promise. Each must be licensed by a fact, or isn't said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from llm.grounding.final.sentence import Sentence
from llm.grounding.final.tongue import Tongue, phrases
from llm.grounding.final.voice import cue_role
from llm.grounding.words import WordTable
from llm.plan import Plan

_VALUED = ("stock", "state")


@dataclass(frozen=True, slots=True)
class Claims:
    """One language's ways of claiming: `valued` by slot and value, out of its word tables."""

    tongue: Tongue
    valued: Mapping[str, Mapping[str, re.Pattern[str]]]

    @classmethod
    def of(cls, tongue: Tongue, words: WordTable) -> Claims:
        def ways(slot: str) -> dict[str, re.Pattern[str]]:
            others = tongue.says.get(slot, {})
            return {
                v: phrases((text, *others.get(v, ()))) for v, text in words.get(slot, {}).items()
            }

        return cls(tongue, {slot: ways(slot) for slot in _VALUED})

    def fault(self, sentence: Sentence, under: Sentence, plan: Plan) -> str | None:
        """`under`: the sentence with the heading it stands under."""
        bare = sentence.bare
        if found := self.tongue.never.search(bare):
            return f"“{found.group()}” promises or presses"
        return (
            self._value_fault(bare, plan)
            or self._number_fault(bare, plan)
            or self._offer_fault(bare, plan)
            or self._praise_fault(bare)
            or (None if under.said else self._talk_fault(sentence))
        )

    def _value_fault(self, bare: str, plan: Plan) -> str | None:
        for slot, ways in self.valued.items():
            held = {str(f.value).lower() for f in plan.facts if f.slot == slot}
            for value, way in ways.items():
                found = None if value in held else way.search(bare)
                if found and not self._cued(found.group(), plan):
                    return f"“{found.group()}” isn't what the record says"
        return None

    def _cued(self, said: str, plan: Plan) -> bool:
        """A word such as "refunded" also says of which day or amount the reply speaks."""
        roles = {cue_role(slot) for slot in plan.slots}
        return any(way.search(said) for role, way in self.tongue.cues.items() if role in roles)

    def _number_fault(self, bare: str, plan: Plan) -> str | None:
        named = len({f.source for f in plan.facts if f.field in ("title", "choice")})
        options = len([f for f in plan.facts if f.field == "choice"])
        counted = {f.value for f in plan.facts if isinstance(f.value, int)}
        allowed = {named, named - 1, options} | counted
        for found in self.tongue.number_words.finditer(bare):
            if self.tongue.numbers[found.group()] not in allowed:
                return f"“{found.group()}” is not how many there are"
        return None

    def _offer_fault(self, bare: str, plan: Plan) -> str | None:
        found = self.tongue.offer.search(bare)
        if found and not {"list_price", "cheaper", "price2", "wanted"} & set(plan.slots):
            return f"“{found.group()}”: no offer is on record"
        return None

    def _praise_fault(self, bare: str) -> str | None:
        rest = self.tongue.praise_allowed.sub(" ", bare)
        for way in self.tongue.compare.values():
            rest = way.sub(" ", rest)
        found = self.tongue.praise.search(rest)
        return f"“{found.group()}” is more than a record can say" if found else None

    def _talk_fault(self, sentence: Sentence) -> str | None:
        if sentence.said or sentence.asks or sentence.bare.endswith(":"):
            return None
        start = sentence.bare.lstrip("“\"'(")
        answers = {word for words in self.tongue.answers.values() for word in words}
        if start.rstrip(".!").partition(",")[0] in answers:
            return None
        if any(
            start.startswith(way) and not start[len(way) :][:1].isalnum()
            for way in self.tongue.talk
        ):
            return None
        return "the sentence rests on no fact"
