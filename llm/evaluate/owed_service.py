"""What a reply of service owes the customer: the day, the amount, the reason, a person, a regret.
Owns those debts only; truth is asked elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from llm.evaluate.canvas import Canvas
from llm.evaluate.quoting import MIN_QUOTE_WORDS
from llm.evaluate.records import Records, squeeze
from llm.evaluate.words import WordLists, matches

DATED = frozenset({"open", "closed"})
REASONS = {"fits": ("wanted",), "taste": ("brand", "kind")}
DESK = {"closed": "opens", "unavailable": "contact"}


@dataclass(frozen=True, slots=True)
class ServiceReply:
    ask: str
    canvas: Canvas
    records: Records
    words: WordLists

    def returned(self) -> str:
        if self.ask in DATED:
            return "" if self.canvas.of("date") else "the last day isn't said"
        if self.ask == "refund":
            return "" if self.canvas.of("money") else "the amount isn't said"
        quotes = [m for m in self.canvas.of("policy") if len(m.text.split()) >= MIN_QUOTE_WORDS]
        return "" if quotes else "nothing is quoted"

    def recommend(self) -> str:
        named = {number for mark in self.canvas.of("name") for number in mark.items}
        if 0 not in named:
            return "the product isn't named"
        if self.ask in {"together", "viewed"} and named == {0}:
            return "what it goes with isn't named"
        if self.ask == "offer" and len(self.canvas.of("money")) < 2:
            return "price and list price aren't both said"
        if self.ask in REASONS and not any(
            self._says(f"recommendation.{field}") for field in REASONS[self.ask]
        ):
            return "the reason isn't said"
        return ""

    def handoff(self) -> str:
        path = f"handoff.{DESK.get(self.ask, '')}"
        if self.records.rest.get(path) and not self._says(path):
            return f"`{DESK[self.ask]}` isn't said"
        return "" if self._has("persons") else "no person is spoken of"

    def apology(self) -> str:
        return "" if self._has("regrets") else "regrets nothing"

    def chat(self) -> str:
        """Asked who it is, the assistant says that it is no person."""
        if self.ask == "who" and not self._has("machines"):
            return "doesn't say that it is a machine"
        return "" if self.canvas.text else "says nothing"

    def _has(self, name: str) -> bool:
        return matches(self.words.list(name), self.canvas.text)

    def _says(self, path: str) -> bool:
        text = squeeze(self.records.rest.get(path, "")).lower()
        return bool(text) and text in self.canvas.text.lower()


SERVICE_OWED: Mapping[str, Callable[[ServiceReply], str]] = {
    "return": ServiceReply.returned,
    "recommend": ServiceReply.recommend,
    "handoff": ServiceReply.handoff,
    "apology": ServiceReply.apology,
    "chat": ServiceReply.chat,
}
