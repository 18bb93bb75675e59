"""A reason as a line under what is suggested: "You looked at the Harrow Tent on Monday". Owns the
filling in; the sentences are a language folder's."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel.dates import format_date, get_day_names
from babel.numbers import format_currency, format_decimal
from pydantic import BaseModel, ConfigDict

from retrieval.personal.suggest import Ground, Reason, Suggested
from retrieval.personal.suggest.common import spoken
from retrieval.personal.suggest.reason import DONE
from retrieval.values import Money

WORDS_FILE = "suggest.toml"
WEEK = 7


class ReasonTexts(BaseModel):
    """`viewed`, `carted`, `bought`, `judged`: what the customer did with another product."""

    model_config = ConfigDict(extra="forbid")
    together: str
    again: str
    viewed: str
    carted: str
    bought: str
    judged: str
    like: str
    brand: str
    kind: str
    offer: str
    trending: str
    rated: str


class DayTexts(BaseModel):
    model_config = ConfigDict(extra="forbid")
    today: str
    yesterday: str
    weekday: str
    date: str


class Texts(BaseModel):
    model_config = ConfigDict(extra="forbid")
    reasons: ReasonTexts
    days: DayTexts


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """`title` gives a product's, by its id: empty where there is none any more."""

    texts: Texts
    locale: str
    title: Callable[[str], str]

    @classmethod
    def load(cls, folder: Path, locale: str, title: Callable[[str], str]) -> ReasonWords:
        told = tomllib.loads((folder / WORDS_FILE).read_text(encoding="utf-8"))
        return cls(Texts.model_validate(told), locale, title)

    def line(self, reason: Reason, suggested: Suggested, today: date | None) -> str:
        """Empty where a product that it names is gone. Without `today`, as in a letter that is
        read some day, days are told by their dates."""
        other = self.title(reason.other) if reason.other else ""
        if reason.other and not other:
            return ""
        template = getattr(self.texts.reasons, self._which(reason))
        return str(
            template.format(
                other=other,
                brand=reason.brand,
                kind=reason.kind,
                count=format_decimal(reason.count or 0, locale=self.locale),
                of=format_decimal(reason.of or 0, locale=self.locale),
                days=reason.days,
                shared=", ".join(spoken(name, value) for name, value in reason.shared),
                rating=format_decimal(reason.rating or 0, locale=self.locale),
                when=format_date(reason.when, "d MMMM", self.locale) if reason.when else "",
                day=self._day(reason.when, today) if reason.when else "",
                price=self._money(suggested.variant.price),
                list_price=self._money(suggested.variant.list_price),
            )
        )

    def _which(self, reason: Reason) -> str:
        if reason.ground is Ground.TASTE:
            return "brand" if reason.brand and reason.other else "kind"
        if reason.ground is Ground.VIEWED:
            return DONE[reason.did]
        return reason.ground.value

    def _day(self, when: date, today: date | None) -> str:
        texts, ago = self.texts.days, (today - when).days if today else WEEK
        if ago <= 0:
            return texts.today
        if ago == 1:
            return texts.yesterday
        if ago < WEEK:
            names = get_day_names("wide", locale=self.locale)
            return texts.weekday.format(weekday=names[when.weekday()])
        return texts.date.format(date=format_date(when, "d MMMM", self.locale))

    def _money(self, money: Money | None) -> str:
        if money is None:
            return ""
        return str(format_currency(money.amount, money.currency, locale=self.locale))
