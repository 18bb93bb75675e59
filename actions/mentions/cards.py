"""Codes of gift cards, and the last four digits by which a payment card is told."""

from __future__ import annotations

import re

from actions.mentions.found import Saying
from actions.mentions.words import MentionWords


class CardReader:
    def __init__(self, words: MentionWords, gift_card_pattern: str) -> None:
        self._form = re.compile(gift_card_pattern, re.IGNORECASE)
        self._code = re.compile(rf"(?<![\w-])(?:{gift_card_pattern})(?![\w-])", re.IGNORECASE)
        self._run = re.compile(r"(?<![\w-])[a-z0-9]{2,8}(?:[ -][a-z0-9]{2,8}){1,5}", re.IGNORECASE)
        self._gift = re.compile(rf"\b{words.pattern('card', 'gift')}\b", re.IGNORECASE)
        link = rf"\b{words.pattern('order', 'links')}\b"
        self._ending = re.compile(
            rf"(?:{words.pattern('card', 'ending')}(?:[\s:]|{link})*|[*x.\u2022]{{2,}}[\s-]?)"
            r"(?P<digits>\d{4})\b",
            re.IGNORECASE,
        )
        self._named = re.compile(
            rf"\b{words.pattern('card', 'kinds')}\s+(?P<digits>\d{{4}})\b(?!\s*-)", re.IGNORECASE
        )

    def read(self, saying: Saying, asked: frozenset[str]) -> None:
        for match in self._code.finditer(saying.free):
            saying.take("gift_card", match[0].upper(), *match.span())
        if "gift_card" in asked or self._gift.search(saying.free):
            self._read_spaced(saying)
        for pattern in (self._ending, self._named):
            for match in pattern.finditer(saying.free):
                saying.take("last_four", match["digits"], *match.span("digits"))
        if "method" in asked and (bare := re.fullmatch(r"\W*(?P<digits>\d{4})\W*", saying.free)):
            saying.take("last_four", bare["digits"], *bare.span("digits"))

    def _read_spaced(self, saying: Saying) -> None:
        """A code with spaces for its hyphens, wherever in a run of words it begins and ends."""
        for run in self._run.finditer(saying.free):
            words = list(re.finditer(r"[^ -]+", run[0]))
            spans = ((a.start(), b.end()) for a in words for b in reversed(words))
            for start, end in spans:
                code = re.sub("[ -]", "-", run[0][start:end])
                if start < end and self._form.fullmatch(code):
                    whole = (run.start() + start, run.start() + end)
                    saying.take("gift_card", code.upper(), *whole)
                    break
