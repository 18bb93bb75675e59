"""Telephone numbers: with a country's code, or nine digits and more that begin with a nought."""

from __future__ import annotations

import re

from actions.mentions.found import Saying
from actions.mentions.words import MentionWords

FEWEST_DIGITS, MOST_DIGITS = 7, 15


class PhoneReader:
    def __init__(self, words: MentionWords) -> None:
        digits = r"(?:[\s()/.-]{0,2}\d){6,14}"
        self._international = re.compile(rf"(?<![\w+])(?:\+|00)\d{digits}")
        self._national = re.compile(rf"(?<![\w+])\(?0\d{digits}")
        self._named = re.compile(
            rf"\b{words.pattern('phone', 'before')}[\s:#]*(?:is\s+)?(?P<number>\+?\(?\d{digits})",
            re.IGNORECASE,
        )

    def read(self, saying: Saying) -> None:
        for pattern, group in (
            (self._named, "number"),
            (self._international, 0),
            (self._national, 0),
        ):
            for match in pattern.finditer(saying.free):
                number = re.sub(r"[^\d+]", "", match[group])
                if FEWEST_DIGITS <= len(number.lstrip("+")) <= MOST_DIGITS:
                    saying.take("phone", number, *match.span(group))
