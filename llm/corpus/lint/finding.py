"""One fault of one clause."""

from __future__ import annotations

from dataclasses import dataclass

from llm.corpus.clause import Clause


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` is the rule's short name, `what` says what is wrong, the reason with it; `number` is
    the clause's place among those that were read."""

    number: int
    clause: Clause
    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.clause.task}: “{self.clause.text}”: {self.what}"
