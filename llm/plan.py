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
    RETURN = "return"
    RECOMMEND = "recommend"
    HANDOFF = "handoff"
    APOLOGY = "apology"
    CHAT = "chat"
    DESCRIPTION = "description"
    SEARCH_AD = "search_ad"
    SOCIAL = "social"
    EMAIL = "email"


class Tone(StrEnum):
    PLAIN = "plain"
    WARM = "warm"
    BRIEF = "brief"


class Length(StrEnum):
    """How many sentences the same facts take: as few as can be, or one for each."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


class Number(StrEnum):
    """The grammatical number of what a reply is about: `a bag` is one, `trainers` are many."""

    ONE = "one"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Form:
    """What decides how a reply is put, beside its facts and the customer's words."""

    task: Task
    ask: str
    language: str = "en"
    tone: Tone = Tone.PLAIN
    length: Length = Length.MEDIUM
    number: Number = Number.ONE


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the reply states. `slot` names the token the model writes in its place; `text`
    is what the customer reads there; `field`, `value` and `source` say which record holds it
    (`catalog:<product_id>/<variant_id>`, `order:<order_id>`, `policy:<file>#<heading>`,
    `shop`, `search`, `query`).

    `text` is empty where the language's own words say the value (`in stock`, `on its way`,
    `12 matches`): the writer takes them from the language's folder.
    """

    slot: str
    text: str
    field: str
    value: Any
    source: str

    def evidence(self) -> dict[str, Any]:
        return {"field": self.field, "value": self.value, "source": self.source}


@dataclass(frozen=True, slots=True)
class Plan:
    """`ask` is the kind of answer within the task (`price`, `unknown`, an order's state: see
    `llm.planning.shape`); the reply must say every fact in `facts`, each once, and nothing else
    that is a fact. `locale` is how the language's words write numbers. `limit` is how many
    characters the filled reply may have; 0 for as many as it takes. `number` is that of the
    product's name, where "it" or "they" stands for it. `answers` names the attribute that a
    question asked for and for nothing besides: only to that is "yes" or "no" an answer."""

    task: Task
    facts: tuple[Fact, ...]
    query: str = ""
    ask: str = ""
    language: str = "en"
    tone: Tone = Tone.PLAIN
    locale: str = "en"
    length: Length = Length.MEDIUM
    limit: int = 0
    number: Number = Number.ONE
    answers: str = ""

    @classmethod
    def of(cls, form: Form, facts: tuple[Fact, ...], query: str = "") -> Plan:
        return cls(
            form.task,
            facts,
            query,
            form.ask,
            form.language,
            form.tone,
            length=form.length,
            number=form.number,
        )

    @property
    def form(self) -> Form:
        return Form(self.task, self.ask, self.language, self.tone, self.length, self.number)

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots of the facts, in the order they are best said."""
        return tuple(fact.slot for fact in self.facts)
