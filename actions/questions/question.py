"""A question that got no answer, on one day. Owns its kinds and how such questions add up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

LONGEST = 200
Key = tuple[str, str, str, date]


class Kind(StrEnum):
    """`POLICY`: the policies don't say. `UNCLEAR`: what was meant wasn't understood. `OUTSIDE`: it
    was understood to be nothing that the assistant does. What a search found nothing for stands
    among the searches."""

    POLICY = "policy"
    UNCLEAR = "unclear"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Asking:
    """`phrase` is how questions are told apart, `question` how it was worded last, masked; nothing
    tells who asked."""

    phrase: str
    language: str
    kind: Kind
    day: date
    last: datetime
    question: str
    times: int = 1

    @property
    def key(self) -> Key:
        return self.phrase, self.language, self.kind.value, self.day

    def plus(self, later: Asking) -> Asking:
        return replace(
            self,
            last=max(self.last, later.last),
            question=later.question,
            times=self.times + later.times,
        )
