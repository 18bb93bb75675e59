"""How the desk's last answer to a visitor ended, for what is said of it next: a yes to "shall I ask
a colleague?", an "undo that" of what was done."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from actions.service import Done, Outcome, Refused, Unoffered

LEANS_ON_IT = frozenset({"affirm", "undo"})


class Ended(StrEnum):
    OPEN = "open"
    DONE = "done"
    PERSON_OFFERED = "person_offered"

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Ended:
        last = outcomes[-1] if outcomes else None
        if isinstance(last, Unoffered) or (isinstance(last, Refused) and last.offers_a_person):
            return cls.PERSON_OFFERED
        return cls.DONE if isinstance(last, Done) else cls.OPEN
