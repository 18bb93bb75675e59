"""A plan as a chat that any instructed model can answer. Owns what leaves the shop: the names of
slots and what they mean, the kind of answer, and the customer's words without values; no fact."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from llm.errors import LanguageError
from llm.model.prompt import BLANK, delexicalise
from llm.plan import Plan

MAX_TOKENS = 220
_WORD = re.compile(r"[\w'@.-]+")


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class ChatRequest:
    messages: tuple[Message, ...]
    max_tokens: int
    temperature: float
    seed: int


@dataclass(frozen=True, slots=True)
class OtherWords:
    """One language's way of asking: `data/languages/<code>/other_model.toml`."""

    system: str
    user: str
    again: str
    tasks: Mapping[str, str]
    asks: Mapping[str, str]
    slots: Mapping[str, str]

    @classmethod
    def load(cls, folder: Path) -> OtherWords | None:
        """None for a language without the file: its replies are templates. Raises `LanguageError`
        for one that can't be read."""
        path = folder / "other_model.toml"
        if not path.is_file():
            return None
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls(
                system=data["system"].strip(),
                user=data["user"].strip(),
                again=data["again"].strip(),
                tasks=data["tasks"],
                asks=data.get("asks", {}),
                slots=data["slots"],
            )
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
            raise LanguageError(f"{path}: {error}") from error

    def asks_for(self, plan: Plan) -> bool:
        """Whether it can be put into words: every slot has a meaning, and the task a name."""
        known = all(self._meaning(slot) for slot in plan.slots)
        return known and plan.task.value in self.tasks

    def messages(self, plan: Plan, example: str, plain: frozenset[str]) -> tuple[Message, ...]:
        """Of the customer's words only those leave that are in `plain`."""
        does = self.tasks[plan.task.value]
        if plan.ask in self.asks:
            does = f"{does}; it {self.asks[plan.ask]}"
        listed = [f"{{{slot}}}: {self._meaning(slot)}{_which(slot)}" for slot in plan.slots]
        asked = {
            "task": does,
            "query": _asked(plan, plain),
            "slots": "\n".join(listed) or "-",
            "example": example,
        }
        content = self.user
        for name, text in asked.items():
            content = content.replace(f"{{{name}}}", text, 1)
        return Message("system", self.system), Message("user", content)

    def once_more(
        self, messages: tuple[Message, ...], answer: str, fault: str
    ) -> tuple[Message, ...]:
        told = Message("user", self.again.replace("{fault}", f"{fault}."))
        return (*messages, Message("assistant", answer), told)

    def _meaning(self, slot: str) -> str:
        return self.slots.get(slot, "") or self.slots.get(slot.rstrip("23"), "")


def _asked(plan: Plan, plain: frozenset[str]) -> str:
    """Names, addresses and whatever else isn't a plain word of the language stay in the shop."""
    words = (w if w.lower() in plain else BLANK for w in _WORD.findall(delexicalise(plan)))
    return " ".join(words) or "-"


def _which(slot: str) -> str:
    """The number of a slot that there are several of."""
    return f" (number {slot[-1]})" if slot[-1] in "23" else ""
