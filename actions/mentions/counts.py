"""How many, and the how-manieth: `two of the mugs`, `3 lamps`, `x2`, `the second one`."""

from __future__ import annotations

import re

from actions.mentions.found import Saying
from actions.mentions.words import MentionWords, any_of

MOST, MOST_LED = 99, 30
"""How many may be meant; fewer where only a word before the number says so: `not 39` is a size."""


class CountReader:
    def __init__(self, words: MentionWords) -> None:
        self._words = words
        self._ordinals = {
            re.sub(r"\s+", " ", name.lower()): int(place)
            for name, place in words.table("ordinal", "words").items()
        }
        flags = re.IGNORECASE
        self._ordinal = re.compile(
            rf"\b(?:(?P<word>{any_of(self._ordinals)})|(?P<digits>\d{{1,2}})(?:st|nd|rd|th))\b"
            rf"(?!\s+{words.pattern('ordinal', 'never_before')}\b)(?!-)",
            flags,
        )
        self._never_after = re.compile(rf"\b{words.pattern('ordinal', 'never_after')}\s+$", flags)
        number = words.number
        unit = rf"(?![\s-]?(?:{words.pattern('quantity', 'measures')})(?!\w))"
        self._times = re.compile(
            r"(?<![\w.])(?:x\s?(?P<after>\d{1,2})(?!\w)|(?P<before>\d{1,2})\s?x(?![\w]))",
            flags,
        )
        self._led = re.compile(
            rf"\b{words.pattern('quantity', 'before')}[\s:,]+"
            rf"(?P<many>{number}){unit}(?![\w.,]*\d)\b",
            flags,
        )
        self._of = re.compile(
            rf"(?<![\w.,#-])(?P<many>{number})\s+{words.pattern('quantity', 'after')}\b", flags
        )
        self._goods = re.compile(
            rf"(?<![\w.,#/:-])(?P<many>{number}){unit}\s+(?P<thing>(?:[^\W\d_]+[\s-]+){{0,3}}?[^\W\d_]{{2,}}s)\b",
            flags,
        )
        self._alone = re.compile(
            rf"^\W*(?:{words.pattern('quantity', 'just')}\s+)?(?P<many>{number})\W*$", flags
        )
        self._not_so_many = frozenset(w.lower() for w in words.listed("quantity", "never_things"))
        self._before_never = re.compile(rf"\b{words.pattern('quantity', 'never_after')}\s+$", flags)

    def read(self, saying: Saying) -> None:
        self._read_ordinals(saying)
        for match in list(self._times.finditer(saying.free)):
            saying.take("quantity", int(match["after"] or match["before"]), *match.span())
        for pattern in (self._led, self._of, self._goods, self._alone):
            most = MOST_LED if pattern is self._led else MOST
            for match in list(pattern.finditer(saying.free)):
                self._put(saying, match, most)

    def _put(self, saying: Saying, match: re.Match[str], most: int) -> None:
        many = self._words.value(match["many"])
        start = match.start("many")
        if many is None or not 0 < many <= most:
            return
        if self._before_never.search(saying.free[:start]):
            return
        thing = match.groupdict().get("thing")
        if thing and not self._not_so_many.isdisjoint(re.findall(r"[^\W\d_]+", thing.lower())):
            return
        saying.take("quantity", many, *match.span("many"))

    def _read_ordinals(self, saying: Saying) -> None:
        for match in list(self._ordinal.finditer(saying.free)):
            if self._never_after.search(saying.free[: match.start()]):
                continue
            word = match["word"]
            place = self._ordinals[re.sub(r"\s+", " ", word.lower())] if word else None
            saying.take("ordinal", int(match["digits"]) if place is None else place, *match.span())
