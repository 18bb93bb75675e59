"""Sums of money that are said with a currency."""

from __future__ import annotations

import re
from decimal import Decimal

from actions.mentions.found import Saying
from actions.mentions.mentions import Amount
from actions.mentions.words import MentionWords, any_of

_DIGITS = r"\d{1,3}(?:[,.]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"


class AmountReader:
    def __init__(self, words: MentionWords) -> None:
        self._words = words
        named = [name for name in words.currencies if name[-1].isalpha()]
        signs = [name for name in words.currencies if not name[-1].isalpha()]
        codes = [name for name in named if len(name) == 3]
        before = rf"(?:{any_of(signs)}|\b(?:{any_of(codes)})\b)"
        after = rf"(?:{any_of(signs)}|(?:{any_of(named)})\b)"
        digits = rf"(?<![\d.,])(?:{_DIGITS})(?![.,]?\d)"
        self._before = re.compile(rf"(?P<currency>{before})\s?(?P<sum>{digits})", re.IGNORECASE)
        unit = words.pattern("quantity", "measures")
        self._bare = re.compile(
            rf"(?<![\d.,:/-])\d+[.,]\d\d(?![.,:/-]?\d)(?!\s?{unit}\b)",
            re.IGNORECASE,
        )
        self._after = re.compile(
            rf"(?P<sum>{digits}|\b{words.number})[\s-]?(?P<currency>{after})", re.IGNORECASE
        )

    def read(self, saying: Saying) -> None:
        for pattern in (self._before, self._after):
            for match in pattern.finditer(saying.free):
                value = self._value(match["sum"])
                code = self._words.currencies.get(match["currency"].lower())
                if value is not None and code is not None:
                    saying.take("amount", Amount(value, code), *match.span())

        for match in self._bare.finditer(saying.free):  # two places of decimals: 19.90
            saying.take("amount", Amount(Decimal(match[0].replace(",", "."))), *match.span())

    def _value(self, said: str) -> Decimal | None:
        if not said[0].isdecimal():
            number = self._words.value(said)
            return None if number is None else Decimal(number)
        whole = re.sub(r"[,.](?=\d{3}(?:\D|$))", "", said)
        return Decimal(whole.replace(",", "."))
