"""A true reply with what it rests on, and where its facts stand in it. Owns no error."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from llm.plan import Fact, Plan

_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z“\"])")


@dataclass(frozen=True)
class Sample:
    """`record` is all that the request knew, in small letters: what stands there may be true."""

    plan: Plan
    text: str
    record: str = ""

    @cached_property
    def said(self) -> tuple[Fact, ...]:
        """The facts whose text stands in the reply once."""
        return tuple(f for f in self.plan.facts if f.text and count(self.text, f.text) == 1)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        return tuple(_SENTENCE.split(self.text))

    def of(self, *slots: str) -> list[Fact]:
        """The facts said whose slot, less its number, is one of `slots`."""
        return [fact for fact in self.said if fact.slot.rstrip("23") in slots]

    def with_text(self, text: str) -> Sample:
        return replace(self, text=text)

    def put(self, fact: Fact, text: str) -> str | None:
        """The reply with another text in the place of a fact's; None where that may be true."""
        taken = {other.text for other in self.plan.facts}
        if text in taken or text == fact.text:
            return None
        return swap(self.text, {fact.text: text})


def count(text: str, said: str) -> int:
    return len(re.findall(_whole(said), text))


def swap(text: str, pairs: dict[str, str]) -> str:
    """`text` with every key replaced by its value, all at once, longest first."""
    keys = sorted(pairs, key=len, reverse=True)
    pattern = "|".join(_whole(key) for key in keys)
    return re.sub(pattern, lambda found: pairs[found.group()], text)


def _whole(said: str) -> str:
    return rf"(?<!\w){re.escape(said)}(?!\w)"
