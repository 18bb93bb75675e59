"""Other replies' facts: the colours, brands and names that an error puts in a true one's place."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from llm.plan import Fact
from llm.tampering.sample import Sample


@dataclass(slots=True)
class Pool:
    """Texts by what they are: a slot's name, or an attribute's or an option's."""

    texts: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, samples: Iterable[Sample]) -> Pool:
        seen: dict[str, dict[str, None]] = {}
        for sample in samples:
            for fact in sample.plan.facts:
                seen.setdefault(kind_of(fact), {})[fact.text] = None
                if isinstance(fact.value, list | tuple):
                    seen.setdefault(field_of(fact), {}).update({str(v): None for v in fact.value})
        return cls({kind: list(texts) for kind, texts in seen.items()})

    def other(self, kind: str, sample: Sample, rng: random.Random) -> str | None:
        """A text of that kind which the sample's record doesn't hold."""
        texts = self.texts.get(kind, [])
        for _ in range(20):
            if not texts:
                return None
            text = rng.choice(texts)
            if text.lower() not in sample.record and text.lower() not in sample.text.lower():
                return text
        return None


def kind_of(fact: Fact) -> str:
    slot = fact.slot.rstrip("23")
    if slot == "predicate":
        return f"{slot}:{fact.field}"
    if fact.field.startswith("attributes.") and slot not in ("feature", "thing"):
        return fact.field.removeprefix("attributes.")
    return slot


def field_of(fact: Fact) -> str:
    """The attribute or option that a fact is of: `size` for `options.size`."""
    return fact.field.rpartition(".")[2]
