"""Order numbers, as the shop writes them and as people say them: with `#`, spaces, digit by digit.

Never a product's number, a price or a measure: those hang together with a currency, a unit or
other letters and digits.
"""

from __future__ import annotations

import re

from actions.mentions.found import Saying
from actions.mentions.words import MentionWords

LONGEST = 24
_WORD_BEFORE = re.compile(r"(?:[a-z]{2,3}|[A-Z][a-z]{1,2})\s+(?=\d)")
"""A word of the sentence ("in 75284"), and no letters of a number."""
_EDGE = r"(?<![\w€$£¥-])(?<!\d[.,/])"


class OrderReader:
    def __init__(self, words: MentionWords, pattern: str) -> None:
        self._number = re.compile(pattern)
        self._digits = {k.lower(): v for k, v in words.table("order", "digits").items()}
        digit = rf"(?:\d|{'|'.join(self._digits) or '(?!)'})"
        lead = rf"\b{words.pattern('order', 'before')}"
        link = rf"(?:[\s:,#-]|\b{words.pattern('order', 'links')}\b)*"
        # A letter or two before the digits may belong to the number: W 237 8156.
        self._lettered = bool(re.search(r"(?<!\\)[A-Za-z]", pattern))
        letters = r"(?:[A-Za-z]{1,3}[\s-]?)?" if self._lettered else ""
        spaced = rf"{letters}{digit}(?:[\s-]?{digit}){{2,{LONGEST}}}"
        plain = rf"{letters}\d[\dA-Za-z-]*"
        self._named = re.compile(
            rf"(?:{lead}{link}|\#\s?)(?P<number>{spaced}|{plain})(?!\w)", re.IGNORECASE
        )
        self._more = re.compile(
            rf"(?:\s*,\s*|\s+{words.pattern('order', 'joins')}\s+)\#?(?P<number>{plain})(?!\w)",
            re.IGNORECASE,
        )
        self._spoken = re.compile(rf"{_EDGE}{spaced}(?![\w]|[.,]\d|[-/]\w)", re.IGNORECASE)
        self._bare = re.compile(rf"{_EDGE}{letters}\d[\dA-Za-z]{{2,}}(?![\w€$£¥%]|[.,]\d|[-/]\w)")
        self._unit = re.compile(rf"[\s-]?{words.pattern('quantity', 'measures')}\b", re.IGNORECASE)
        self._not_before = re.compile(
            rf"\b{words.pattern('order', 'never_after')}[\s:.#]*(?:is\s+)?$", re.IGNORECASE
        )

    def is_number(self, said: str) -> bool:
        return self._canonical(said) is not None

    def read_named(self, saying: Saying) -> None:
        """Those that are called a number of an order, and more of them in one list."""
        place = 0
        while match := self._named.search(saying.free, place):
            place = match.end()
            while match and self._take(saying, match, "number"):
                place = match.end("number")
                match = self._more.match(saying.free, place)

    def read_bare(self, saying: Saying, asked: frozenset[str]) -> None:
        """Those that stand alone. Digit by digit only where letters tell them
        from other numbers, or where one was asked for."""
        for match in self._bare.finditer(saying.free):
            self._take(saying, match, 0)
        if self._lettered or asked & {"order", "who"}:
            for match in self._spoken.finditer(saying.free):
                self._take(saying, match, 0)

    def _take(self, saying: Saying, match: re.Match[str], group: str | int) -> bool:
        """The longest beginning of the match that is a number: more digits may follow it."""
        start = match.start(group)
        if word := _WORD_BEFORE.match(match[group]):
            start += word.end()
        said = saying.free[start : match.end(group)]
        ends = [start + at.start() for at in re.finditer(r"\s|$", said)]
        for end in reversed(ends):
            number = self._canonical(saying.free[start:end])
            if number is not None:
                break
        else:
            return False
        if self._unit.match(saying.free, end) or self._not_before.search(saying.free[:start]):
            return False
        saying.take("order_id", number, start, end)
        return True

    def _canonical(self, said: str) -> str | None:
        """As the records write it, or None where it is no such number."""
        spelt = re.sub(r"[A-Za-z]{2,}", self._as_digit, said)
        plain = re.sub(r"[\s-]", "", spelt)
        tries = (said.strip(), plain, plain.upper(), f"#{plain}", f"#{plain.upper()}")
        return next((one for one in tries if self._number.fullmatch(one)), None)

    def _as_digit(self, match: re.Match[str]) -> str:
        return str(self._digits.get(match[0].lower(), match[0]))
