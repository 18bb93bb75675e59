"""Finding numbers in a reply: dates, money, ratings, measures, counts, codes. Owns how a language
writes them; whether any is true is asked elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from llm.evaluate.canvas import Canvas, Mark
from llm.evaluate.words import WordLists, any_of

NUMBER = r"\d+(?:[.,]\d+)*"
CODE = r"(?<![\w])(?=[\w/.-]*\d)(?=[\w/.-]*[A-Za-z])[A-Za-z0-9][\w/.-]*\w"


@dataclass(frozen=True, slots=True)
class AmountFinder:
    """Each method covers what it finds on the canvas."""

    canvas: Canvas
    words: WordLists

    def dates(self) -> None:
        months = any_of(self.words.months)
        day, year = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>(?:19|20)\d\d)"
        patterns = [
            r"(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)",
            rf"(?<!\d){day}\s+(?:of\s+)?(?P<month>{months})(?:\.?,?\s+{year})?",
            rf"(?P<month>{months})\.?\s+{day}(?!\d)(?:,?\s+{year})?",
            r"(?<!\d)(?P<day>\d{1,2})[./](?P<number>\d{1,2})[./](?P<year>(?:19|20)\d\d)",
        ]
        for pattern in patterns:
            for match in self.canvas.find(pattern):
                found = match.groupdict()
                month = self.words.months.get((found.get("month") or "").lower()) or int(
                    found.get("number") or 0
                )
                key = f"{found.get('year') or '????'}-{month:02d}-{int(found['day']):02d}"
                self.canvas.cover(Mark("date", match.start(), match.end(), match.group(), key=key))
        for match in self.canvas.find(any_of(self.words.weekdays)):
            key = str(self.words.weekdays[match.group().lower()])
            self.canvas.cover(Mark("weekday", match.start(), match.end(), match.group(), key=key))

    def money(self) -> None:
        symbols = [word for word in self.words.currencies if not word.isalpha()]
        names = [word for word in self.words.currencies if word.isalpha()]
        symbol = "|".join(map(re.escape, symbols)) or r"(?!)"
        name = any_of(names)
        patterns = [
            rf"(?:[A-Z]{{1,3}})?(?P<unit>{symbol})\s?(?P<number>{NUMBER})",
            rf"(?P<unit>{name})\s?(?P<number>{NUMBER})",
            rf"(?<![\w.,])(?P<number>{NUMBER})\s?(?P<unit>{symbol}|{name})",
        ]
        for pattern in patterns:
            for match in self.canvas.find(pattern):
                value = read_number(match["number"], self.words.decimal)
                key = f"{value} {match['unit']}"
                self.canvas.cover(Mark("money", match.start(), match.end(), match.group(), key=key))

    def reviews(self) -> None:
        nouns = any_of(self.words.list("reviews"))
        for match in self.canvas.find(rf"(?<![\w.,])(?P<number>{NUMBER})\s+(?:\w+\s+)?{nouns}"):
            key = str(read_number(match["number"], self.words.decimal))
            self.canvas.cover(Mark("reviews", match.start(), match.end(), match.group(), key=key))

    def ratings(self) -> None:
        after, before = any_of(self.words.list("ratings")), any_of(self.words.list("rating_cues"))
        # A number after a cue is a rating only up to 10: "rated to 20,000 mm" is not.
        patterns = [
            rf"(?<![\w.,])(?P<number>{NUMBER})\s?{after}(?:\s+stars)?",
            rf"{before}(?:\s+(?:at|is|of|it))?\s+(?P<number>\d(?:[.,]\d+)?)(?![\w.,]*\d)(?!\s?%)",
        ]
        for pattern in patterns:
            for match in self.canvas.find(pattern):
                key = str(read_number(match["number"], self.words.decimal))
                self.canvas.cover(
                    Mark("rating", match.start(), match.end(), match.group(), key=key)
                )

    def units(self) -> None:
        numbers = any_of(self.words.number_words)
        units = any_of(self.words.units)
        for match in self.canvas.find(
            rf"(?<![\w.,])(?P<number>-?{NUMBER}|{numbers})[\s-]?(?P<unit>{units})", ignore_case=True
        ):
            said = match["number"].lower()
            value = self.words.number_words.get(said)
            number = Decimal(value) if value is not None else read_number(said, self.words.decimal)
            unit = match["unit"] if match["unit"] in self.words.units else match["unit"].lower()
            if number is None or unit not in self.words.units:
                continue
            key = f"{number} {unit}"
            self.canvas.cover(Mark("unit", match.start(), match.end(), match.group(), key=key))

    def codes(self) -> None:
        for match in self.canvas.find(CODE):
            self.canvas.cover(Mark("code", match.start(), match.end(), match.group()))

    def counts(self) -> None:
        number = rf"(?P<number>\d+|{any_of(self.words.number_words)})"
        patterns = {
            "others": rf"(?<![\w.,]){number}\s+{any_of(self.words.list('others'))}",
            "count": rf"(?<![\w.,]){number}\s+(?:\w+\s+)?{any_of(self.words.list('count_nouns'))}",
        }
        for kind, pattern in patterns.items():
            for match in self.canvas.find(pattern):
                said = match["number"].lower()
                key = str(self.words.number_words.get(said, said))
                self.canvas.cover(Mark(kind, match.start(), match.end(), match.group(), key=key))

    def numbers(self) -> None:
        for match in self.canvas.find(rf"(?<![\w]){NUMBER}"):
            key = str(read_number(match.group(), self.words.decimal))
            self.canvas.cover(Mark("number", match.start(), match.end(), match.group(), key=key))


def read_number(text: str, decimal: str = ".") -> Decimal | None:
    """A number as the language writes it: `1,299.00` in English."""
    group = "," if decimal == "." else "."
    plain = text.replace(group, "").replace(decimal, ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
