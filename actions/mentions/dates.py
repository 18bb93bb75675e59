"""Days, as people write and say them. A day without a year is the latest that makes sense: shops
are asked about what was; "by", "next" and the like look forward."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from actions.mentions.found import Saying
from actions.mentions.words import MentionWords

SOON = timedelta(days=60)
"""A bare day and month within this from now is yet to come; beyond it, it is last year's."""
LONGEST_CUE = 24

Match = re.Match[str]


class DateReader:
    def __init__(self, words: MentionWords) -> None:
        self._words = words
        self._months = _numbered(words.table("date", "months"))
        self._weekdays = _numbered(words.table("date", "weekdays"))
        self._day_words = _numbered(words.table("date", "days"))
        self._units = {k.lower(): v for k, v in words.table("date", "units").items()}
        self._day_first = bool(words.sections.get("date", {}).get("day_first", True))
        month = rf"(?P<month>{_names(self._months)})\b\.?"
        suffix = words.pattern("date", "suffixes")
        day = rf"(?P<day>\d{{1,2}})(?:\s?{suffix})?"
        year = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?"
        of = words.pattern("date", "of")
        self._forward = self._cue("forward")
        self._next, self._last = self._cue("next"), self._cue("last")
        flags = re.IGNORECASE
        self._iso = re.compile(r"(?<![\d-])((?:19|20)\d\d)[-/](\d{1,2})[-/](\d{1,2})(?![\d-])")
        self._slashed = re.compile(
            r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)?\d\d)(?![\d/-]|\.\d)"
        )
        self._short = re.compile(
            rf"\b{words.pattern('date', 'on')}\s+(?:the\s+)?"
            r"(\d{1,2})([./])(\d{1,2})\b(?![./]?\d|\s?[€$£])",
            flags,
        )
        self._day_month = re.compile(rf"(?<![\w.]){day}\s*(?:{of}\s+)?{month}{year}", flags)
        self._month_day = re.compile(
            rf"\b{month}\s+(?:the\s+)?{day}(?!\d|:|\s?[€$£%]){year}", flags
        )
        self._weekday = re.compile(rf"\b(?P<weekday>{_names(self._weekdays)})\b", flags)
        self._spoken_day = re.compile(rf"\b(?P<word>{_names(self._day_words)})\b", flags)
        self._ago = re.compile(
            rf"\b(?P<many>{words.pattern('date', 'one')}|{words.number})\s+"
            rf"(?P<unit>{_names(self._units)})\s+(?:{words.pattern('date', 'ago')})\b",
            flags,
        )
        self._day_alone = re.compile(
            rf"\b{words.pattern('date', 'on')}\s+the\s+(?P<day>\d{{1,2}})\s?{suffix}\b", flags
        )

    def read(self, saying: Saying, today: date) -> None:
        finders = (
            self._iso_days,
            self._slashed_days,
            self._named_days,
            self._ago_days,
            self._spoken_days,
            self._weekday_days,
            self._lone_days,
        )
        for find in finders:
            for match, day in list(find(saying.free, today)):
                if day is not None:
                    saying.take("date", day, self._from(saying.free, match.start()), match.end())

    def _from(self, text: str, start: int) -> int:
        """With the `last` or `next` before it, which is nothing else then."""
        before = text[max(0, start - LONGEST_CUE) : start]
        cue = self._next.search(before) or self._last.search(before)
        return start - len(before) + cue.start() if cue else start

    def _cue(self, name: str) -> re.Pattern[str]:
        return re.compile(rf"\b{self._words.pattern('date', name)}\s+(?:the\s+)?$", re.IGNORECASE)

    def _iso_days(self, text: str, today: date) -> Iterator[tuple[Match, date | None]]:
        for match in self._iso.finditer(text):
            yield match, _day(int(match[1]), int(match[2]), int(match[3]))

    def _slashed_days(self, text: str, today: date) -> Iterator[tuple[Match, date | None]]:
        for match in self._slashed.finditer(text):
            year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
            yield match, self._either(year, int(match[1]), int(match[3]))
        for match in self._short.finditer(text):
            first, second = int(match[1]), int(match[3])
            day, month = (first, second) if self._day_first else (second, first)
            yield match, self._without_year(text, match, day, month, today)

    def _either(self, year: int, first: int, second: int) -> date | None:
        """The language's own order of day and month, the other where that is no day."""
        day, month = (first, second) if self._day_first else (second, first)
        return _day(year, month, day) or _day(year, day, month)

    def _named_days(self, text: str, today: date) -> Iterator[tuple[Match, date | None]]:
        for pattern in (self._day_month, self._month_day):
            for match in pattern.finditer(text):
                month, day = self._months[match["month"].lower()], int(match["day"])
                if match["year"]:
                    yield match, _day(int(match["year"]), month, day)
                else:
                    yield match, self._without_year(text, match, day, month, today)

    def _without_year(
        self, text: str, match: Match, day: int, month: int, today: date
    ) -> date | None:
        years = [_day(today.year + off, month, day) for off in (-1, 0, 1)]
        known = [one for one in years if one is not None]
        if self._looks_forward(text, match):
            return next((one for one in known if one >= today), None)
        return next((one for one in reversed(known) if one <= today + SOON), None)

    def _looks_forward(self, text: str, match: Match) -> bool:
        return bool(self._forward.search(text[max(0, match.start() - LONGEST_CUE) : match.start()]))

    def _ago_days(self, text: str, today: date) -> Iterator[tuple[Match, date | None]]:
        for match in self._ago.finditer(text):
            many = self._words.value(match["many"]) if _is_number(match["many"]) else None
            if many is None:
                many = self._words.numbers.get(match["many"].lower(), 1)
            days = many * int(self._units[match["unit"].lower()])
            yield match, today - timedelta(days=days)

    def _spoken_days(self, text: str, today: date) -> Iterator[tuple[Match, date | None]]:
        for match in self._spoken_day.finditer(text):
            word = re.sub(r"\s+", " ", match["word"].lower())
            yield match, today + timedelta(days=self._day_words[word])

    def _weekday_days(self, text: str, today: date) -> Iterator[tuple[Match, date | None]]:
        for match in self._weekday.finditer(text):
            name = match["weekday"]
            back = (today.weekday() - self._weekdays[name.lower()]) % 7
            before = text[max(0, match.start() - LONGEST_CUE) : match.start()]
            if self._next.search(before) or self._forward.search(before):
                yield match, today + timedelta(days=7 - back if back else 7)
            elif self._last.search(before):
                yield match, today - timedelta(days=back or 7)
            elif len(name) > 3 or name[0].isupper():
                yield match, today - timedelta(days=back)

    def _lone_days(self, text: str, today: date) -> Iterator[tuple[Match, date | None]]:
        """`on the 14th`: of this month, of the last where that is too far off."""
        for match in self._day_alone.finditer(text):
            month = today.replace(day=1)
            months = [(month - timedelta(days=1)).replace(day=1), month]
            known = [_day(one.year, one.month, int(match["day"])) for one in months]
            past = [one for one in known if one is not None and one <= today]
            yield match, past[-1] if past else None


def _numbered(table: dict[str, int]) -> dict[str, int]:
    return {name.lower(): int(value) for name, value in table.items()}


def _names(table: dict[str, int]) -> str:
    ordered = sorted(table, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered) or r"(?!)"


def _is_number(said: str) -> bool:
    return said.isdecimal() or bool(re.search(r"[\s-]", said))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
