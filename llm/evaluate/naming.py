"""Finding names, quotes, values, states and fact words in a reply. Owns what they look like;
whether any of it is true is asked elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from llm.evaluate.amounts import NUMBER, read_number
from llm.evaluate.binding import in_order
from llm.evaluate.canvas import COVER, Canvas, Mark
from llm.evaluate.records import Records
from llm.evaluate.words import WordLists, any_of

MIN_VALUE_LETTERS = 3
QUOTED = r"“([^”]+)”|(?<!\d)\"([^\"]+)\""  # after a digit, it is inches


@dataclass(frozen=True, slots=True)
class NameFinder:
    """Each method covers what it finds on the canvas."""

    canvas: Canvas
    records: Records
    words: WordLists

    def names(self) -> None:
        """Titles in full, the longest first; two products of one title are named by it both."""
        titles: dict[str, set[int]] = {}
        for number, item in enumerate(self.records.items):
            if item.title:
                titles.setdefault(item.title, set()).add(number)
        for title in sorted(titles, key=len, reverse=True):
            for match in self.canvas.find(_loose(title)):
                items = frozenset(titles[title])
                self.canvas.cover(
                    Mark("name", match.start(), match.end(), match.group(), items, title)
                )

    def quotes(self) -> None:
        for match in self.canvas.find(QUOTED):
            inner = match.group(1) or match.group(2)
            if COVER not in inner and inner.lower() not in self.words.states:
                self.canvas.cover(Mark("quoted", match.start(), match.end(), inner))

    def harmless(self) -> None:
        for match in self.canvas.find(any_of(self.words.list("harmless"))):
            if not _in_records(match.group(), self.records):
                self.canvas.cover(Mark("harmless", match.start(), match.end(), match.group()))

    def values(self) -> None:
        """Values of the products' attributes, word for word; `key` is the attribute's name."""
        owners: dict[str, set[int]] = {}
        names: dict[str, str] = {}
        for number, item in enumerate(self.records.items):
            for name, texts in item.values.items():
                for text in texts:
                    if _telling(text, self.words):
                        owners.setdefault(text.lower(), set()).add(number)
                        names.setdefault(text.lower(), name)
        for value in sorted(owners, key=len, reverse=True):
            for match in self.canvas.find(rf"(?<![\w€$£]){_loose(value)}(?!\w)"):
                mark = Mark(
                    "value", match.start(), match.end(), match.group(),
                    frozenset(owners[value]), names[value],
                )  # fmt: skip
                self.canvas.cover(mark)

    def order_id(self) -> None:
        cue = any_of(self.words.list("order_words"))
        for match in self.canvas.find(
            rf"{cue}\s+(?:no\.?\s*|#\s*|number\s+)?(?P<id>[A-Z0-9-]*\d[A-Z0-9-]*)"
        ):
            self.canvas.cover(Mark("order", match.start("id"), match.end("id"), match["id"]))

        for order_id in self._order_ids():
            for match in self.canvas.find(rf"(?<![\w-]){re.escape(order_id)}(?![\w-])"):
                self.canvas.cover(Mark("order", match.start(), match.end(), match.group()))

    def _order_ids(self) -> list[str]:
        fields = ("id", "order_id", "number", "order_number")
        return [self.records.leaves[field] for field in fields if field in self.records.leaves]

    def ordinals(self) -> None:
        """`the first`, `the latter`: a product by its place among those named."""
        named = in_order(self.canvas.of("name"))
        if len(named) < 2:
            return
        for match in self.canvas.find(any_of(self.words.ordinals)):
            place = self.words.ordinals[match.group().lower()]
            if place <= len(named):
                items = named[place - 1]
                self.canvas.cover(Mark("ordinal", match.start(), match.end(), match.group(), items))

    def stock(self) -> None:
        if not self.records.items:
            return
        for match in self.canvas.find(
            rf"(?P<number>{NUMBER})\s+{any_of(self.words.stock.get('left', ()))}"
        ):
            key = f"left {read_number(match['number'], self.words.decimal)}"
            self.canvas.cover(Mark("stock", match.start(), match.end(), match.group(), key=key))
        for key in ("out", "in"):
            for match in self.canvas.find(any_of(self.words.stock.get(key, ()))):
                self.canvas.cover(Mark("stock", match.start(), match.end(), match.group(), key=key))

    def states(self) -> None:
        if self.records.order is None:
            return
        for match in self.canvas.find(any_of(self.words.states)):
            key = match.group().lower()
            self.canvas.cover(Mark("state", match.start(), match.end(), match.group(), key=key))

    def brands(self) -> None:
        owners: dict[str, set[int]] = {}
        for number, item in enumerate(self.records.items):
            if item.brand and item.brand.lower() not in self.words.common:
                owners.setdefault(item.brand, set()).add(number)
        for brand in sorted(owners, key=len, reverse=True):
            for match in self.canvas.find(rf"(?<!\w){_loose(brand)}(?!\w)"):
                items = frozenset(owners[brand])
                self.canvas.cover(
                    Mark("brand", match.start(), match.end(), match.group(), items, brand)
                )

    def fact_words(self) -> None:
        for match in self.canvas.find(any_of(self.words.fact_words)):
            kind = self.words.fact_words[match.group().lower()]
            self.canvas.cover(Mark("word", match.start(), match.end(), match.group(), key=kind))


def _in_records(phrase: str, records: Records) -> bool:
    texts = [text.lower() for item in records.items for text in item.texts]
    return any(phrase.lower() == text for text in texts)


def _telling(value: str, words: WordLists) -> bool:
    low = value.lower()
    letters = sum(character.isalpha() for character in low)
    if (low in words.common and low not in words.fact_words) or low in {"yes", "no"}:
        return False
    return letters >= MIN_VALUE_LETTERS or (letters > 0 and any(c.isdigit() for c in low))


def _loose(text: str) -> str:
    """The text with any white space between its words."""
    return r"\s+".join(map(re.escape, text.split()))
