"""Whether a reply says what its task is for. Owns what each task owes the customer; truth is asked
elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from llm.evaluate.canvas import Canvas
from llm.evaluate.owed_service import SERVICE_OWED, ServiceReply
from llm.evaluate.quoting import MIN_QUOTE_WORDS
from llm.evaluate.records import Item, Records, words_of
from llm.evaluate.silence import is_silent
from llm.evaluate.words import WordLists, matches

KINDS = {"price": "money", "stock": "stock", "rating": "rating", "brand": "brand"}


def missing(task: str, ask: str, canvas: Canvas, records: Records, words: WordLists) -> str:
    """What the reply owes and doesn't say; empty where it says all."""
    if task in SERVICE_OWED:
        return SERVICE_OWED[task](ServiceReply(ask, canvas, records, words))
    return _OWED[task](_Reply(ask, canvas, records, words)) if task in _OWED else ""


@dataclass(frozen=True, slots=True)
class _Reply:
    ask: str
    canvas: Canvas
    records: Records
    words: WordLists

    def search(self) -> str:
        if not self.records.items:
            return self.nothing()
        named = {number for mark in self.canvas.of("name") for number in mark.items}
        if not named:
            return "no product is named"
        if self.canvas.of("money") or not any(
            self.records.items[number].prices for number in named
        ):
            return ""
        return "no price is said"

    def why(self) -> str:
        """A card bears the name itself; what it says of it is a fact or a name."""
        if self.ask == "card" and any(_facts(self.canvas, item) for item in self.records.items[:1]):
            return ""
        return self.product()

    def product(self) -> str:
        return "" if not self.records.items or self.canvas.of("name") else "no product is named"

    def compare(self) -> str:
        named = {number for mark in self.canvas.of("name") for number in mark.items}
        return (
            ""
            if len(named) >= min(2, len(self.records.items))
            else "the products aren't both named"
        )

    def qa(self) -> str:
        if not self.records.items:
            return ""
        item = self.records.items[0]
        silent = is_silent(self.canvas, self.words)
        asked = self.ask.removeprefix("attributes.").removeprefix("attribute:")
        said = {mark.text.lower() for mark in self.canvas.of("value", "brand", "code")}
        if asked == "brand" and item.brand.lower() in said:
            return ""
        if asked in KINDS:
            return "" if silent or self.canvas.of(KINDS[asked]) else f"{asked} isn't answered"
        name = asked.replace(" ", "_")
        values = item.values.get(name) or item.values.get(asked)
        if values is not None:
            return "" if _says(self.canvas, asked, values) else f"{asked} isn't answered"
        return (
            "" if silent or _facts(self.canvas, item) else "no fact is said, nor that there is none"
        )

    def order(self) -> str:
        if self.records.order is None:
            return self.nothing()
        if not self.canvas.of("order"):
            return "the order isn't named"
        return "" if self.canvas.of("state") else "its state isn't said"

    def policy(self) -> str:
        if not self.records.passages:
            return "" if is_silent(self.canvas, self.words) else "doesn't say there is none"
        quotes = [m for m in self.canvas.of("policy") if len(m.text.split()) >= MIN_QUOTE_WORDS]
        return "" if quotes else "nothing is quoted"

    def nothing(self) -> str:
        return (
            ""
            if matches(self.words.list("found_nothing"), self.canvas.text)
            else "doesn't say it found none"
        )

    def clarify(self) -> str:
        asked = any(mark in self.canvas.text for mark in "?？")
        told = matches(self.words.list("asking"), self.canvas.text)
        return "" if asked or told else "asks nothing"


def _says(canvas: Canvas, name: str, values: tuple[str, ...]) -> bool:
    """The value itself, or the attribute's name in a plain sentence where it is yes or no."""
    text = canvas.text.lower().replace("-", " ")
    if any(
        value.lower().replace("-", " ") in text
        for value in values
        if value.lower() not in {"yes", "no"}
    ):
        return True
    label = name.replace("_", " ").lower()
    return set(map(str.lower, values)) <= {"yes", "no"} and label in text


def _facts(canvas: Canvas, item: Item) -> bool:
    if canvas.of("money", "rating", "reviews", "stock", "value", "unit", "word", "number", "brand"):
        return True
    said = set(words_of(canvas.bare))
    return any(said & set(words_of(name.replace("_", " "))) for name in item.values)


_OWED: Mapping[str, Callable[[_Reply], str]] = {
    "search": _Reply.search,
    "why": _Reply.why,
    "compare": _Reply.compare,
    "qa": _Reply.qa,
    "order": _Reply.order,
    "policy": _Reply.policy,
    "nothing": _Reply.nothing,
    "clarify": _Reply.clarify,
}
