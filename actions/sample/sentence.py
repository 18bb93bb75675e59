"""A hand-written sentence with slots: `[waterproof] Taped seams, {weight} on the scales.`

Owns conditions on it, `{slot}` filling, `(this|that)` alternatives and a/an. Chooses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from actions.sample.condition import Condition, Value

_CONDITION = re.compile(r"^\[([^\]]+)\]\s*")
_SLOT = re.compile(r"(?:\b([Aa]) )?\{([a-z_]+)(?::([nlt]))?\}")
_ALTERNATIVES = re.compile(r"\(([^()|]*(?:\|[^()|]*)+)\)")
_SENTENCE_START = re.compile(r"(^|[.!?] )([a-z])")
_AN = re.compile(r"^(?:[aeiouAEIO]|8|11\b|18\b)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` still holds its slots. `subjects` are the attributes it speaks of or depends on."""

    text: str
    condition: Condition

    @classmethod
    def parse(cls, written: str) -> Sentence:
        match = _CONDITION.match(written)
        if match is None:
            return cls(written, Condition())
        return cls(written[match.end() :], Condition.parse(match.group(1)))

    @property
    def slots(self) -> frozenset[str]:
        return frozenset(match.group(2) for match in _SLOT.finditer(self.text))

    @property
    def subjects(self) -> frozenset[str]:
        return (self.slots | self.condition.names) - {"line", "brand"}

    def fits(self, facts: Mapping[str, Value], words: Mapping[str, str]) -> bool:
        """Its condition holds, and every slot has words."""
        return self.condition.holds(facts) and self.slots <= words.keys()

    def fill(self, words: Mapping[str, str], rng: Random) -> str:
        """The sentence as a reader sees it. Raises `KeyError` for a slot without words."""
        chosen = _ALTERNATIVES.sub(lambda m: rng.choice(m.group(1).split("|")), self.text)
        filled = _SLOT.sub(lambda match: _words(match, words), chosen)
        return _SENTENCE_START.sub(lambda m: m.group(1) + m.group(2).upper(), filled)


def _words(match: re.Match[str], words: Mapping[str, str]) -> str:
    article, name, form = match.groups()
    value = words[f"{name}:n"] if form == "n" else words[name]
    if form == "t":
        value = title_case(value)
    if form == "l":
        value = value.lower()
    if article is None:
        return value
    return f"{article}{'n' if _AN.match(value) else ''} {value}"


def title_case(text: str) -> str:
    """Each word's first letter raised, hyphenated parts too; capitals and units stay."""
    return re.sub(r"(?<![\w'’])[a-z](?=[a-z])", lambda m: m.group().upper(), text)
