"""What a reply will say, decided by code before a word is generated. Owns no wording."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Task(StrEnum):
    SEARCH = "search"
    WHY = "why"
    COMPARE = "compare"
    QA = "qa"
    ORDER = "order"
    POLICY = "policy"
    NOTHING = "nothing"
    CLARIFY = "clarify"


class Tone(StrEnum):
    PLAIN = "plain"
    WARM = "warm"
    BRIEF = "brief"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the reply states. `slot` names the token the model writes in its place; `text`
    is what the customer reads there; `field`, `value` and `source` say which record holds it
    (`catalog:<product_id>/<variant_id>`, `order:<order_id>`, `policy:<file>#<heading>`,
    `shop`, `query`)."""

    slot: str
    text: str
    field: str
    value: Any
    source: str

    def evidence(self) -> dict[str, Any]:
        return {"field": self.field, "value": self.value, "source": self.source}


@dataclass(frozen=True, slots=True)
class Plan:
    """`ask` is what was asked about (`price`, `order_state`, an attribute); the reply must say
    every fact in `facts`, each once, and nothing else that is a fact."""

    task: Task
    facts: tuple[Fact, ...]
    query: str = ""
    ask: str = ""
    language: str = "en"
    tone: Tone = Tone.PLAIN
