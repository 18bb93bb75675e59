"""Countries by their names, regions by theirs, and towns that the language's list or the words
around them tell."""

from __future__ import annotations

import re

from actions.mentions.found import Saying
from actions.mentions.words import MentionWords, any_of


class PlaceReader:
    def __init__(self, words: MentionWords) -> None:
        self._countries = words.countries
        self._country = re.compile(rf"\b(?:{any_of(words.countries)})\b", re.IGNORECASE)
        short = words.table("country", "short")
        self._short = dict(short)
        self._short_country = re.compile(
            rf"(?<!\d)(?<!\d )\b(?:{'|'.join(map(re.escape, short)) or '(?!)'})(?!\w)"
        )
        self.towns = {name.lower(): name for name in words.listed("city", "known")}
        self._town = re.compile(rf"\b(?:{any_of(self.towns)})\b(?!')", re.IGNORECASE)
        self.regions = {n.lower(): c for n, c in words.table("region", "called").items()}
        self.region_codes = frozenset(words.table("region", "called").values())
        codes = "|".join(sorted(self.region_codes)) or "(?!)"
        self.region = re.compile(
            rf"\b(?:{words.pattern('region', 'before')}\s+(?P<county>[^\W\d_]{{3,}})"
            rf"|(?P<name>{any_of(self.regions)})|(?P<code>{codes}))(?!\w)",
            re.IGNORECASE,
        )
        self._led = re.compile(
            rf"\b{words.pattern('city', 'before')}\s+"
            r"(?P<town>[A-Z][^\W\d_]+(?:[\s-][A-Z][^\W\d_]+)?)"
        )
        self._never = frozenset(word.lower() for word in words.listed("city", "never"))

    def read(self, saying: Saying) -> None:
        for match in self._country.finditer(saying.free):
            saying.take("country", self._countries[_one_space(match[0])], *match.span())
        for match in self._short_country.finditer(saying.free):
            saying.take("country", self._short[match[0]], *match.span())
        for match in self._town.finditer(saying.free):
            saying.take("city", self.towns[_one_space(match[0])], *match.span())
        for match in self._led.finditer(saying.free):
            words = [word.lower() for word in match["town"].split()]
            if self._never.isdisjoint(words):
                saying.take("city", match["town"], *match.span("town"))

    def country(self, text: str) -> tuple[str, int, int] | None:
        """The last country that `text` names, as its code."""
        named = [
            (self._countries[_one_space(m[0])], *m.span()) for m in self._country.finditer(text)
        ]
        short = [(self._short[m[0]], *m.span()) for m in self._short_country.finditer(text)]
        return max([*named, *short], key=lambda one: one[1], default=None)


def _one_space(name: str) -> str:
    return re.sub(r"\s+", " ", name).lower()
