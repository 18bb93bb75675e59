"""A reason as a line for the merchant, with its evidence. Owns the filling in; the sentences are a
language folder's."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from pydantic import BaseModel, ConfigDict

from retrieval.personal.audience import Because, Part
from retrieval.personal.suggest.reason import DONE

WORDS_FILE = "audience.toml"


class Lines(BaseModel):
    model_config = ConfigDict(extra="forbid")
    looked_viewed: str
    looked_carted: str
    looked_judged: str
    looked_bought: str
    again: str
    together: str
    like_viewed: str
    like_carted: str
    like_judged: str
    like_bought: str
    kind: str
    brand: str
    price: str
    recent: str


class Texts(BaseModel):
    model_config = ConfigDict(extra="forbid")
    reasons: Lines


@dataclass(frozen=True, slots=True)
class AudienceWords:
    """`title` gives a product's, by its id, or nothing: then the id stands there."""

    lines: Lines
    locale: str
    currency: str
    title: Callable[[str], str]

    @classmethod
    def load(
        cls, folder: Path, locale: str, currency: str, title: Callable[[str], str]
    ) -> AudienceWords:
        told = tomllib.loads((folder / WORDS_FILE).read_text(encoding="utf-8"))
        return cls(Texts.model_validate(told).reasons, locale, currency, title)

    def told(self, because: Because) -> dict[str, Any]:
        return {
            "part": because.part.value,
            "added": round(because.added, 6),
            "words": self.line(because),
            "evidence": list(because.evidence()),
        }

    def line(self, because: Because) -> str:
        reason = because.reason
        template: str = getattr(self.lines, _which(because))
        return template.format(
            target=self._named(because.target),
            other=self._named(reason.other),
            brand=reason.brand,
            kind=reason.kind,
            when=_date(reason.when, self.locale) if reason.when else "",
            days=reason.days,
            count=_count(reason.count or 0, self.locale),
            of=_count(reason.of or 0, self.locale),
            share=_share(round(because.share or 0, 2), self.locale),
            low=self._money(because.low),
            high=self._money(because.high),
            price=self._money(because.price),
        )

    def _named(self, product_id: str) -> str:
        return (self.title(product_id) or product_id) if product_id else ""

    def _money(self, amount: float | None) -> str:
        if amount is None:
            return ""
        return str(format_currency(amount, self.currency, locale=self.locale))


@lru_cache(maxsize=4_096)
def _date(when: date, locale: str) -> str:
    """Many reasons name the same few days, and a locale's rules take their time."""
    return str(format_date(when, "d MMMM y", locale))


@lru_cache(maxsize=4_096)
def _count(number: int, locale: str) -> str:
    return str(format_decimal(number, locale=locale))


@lru_cache(maxsize=4_096)
def _share(share: float, locale: str) -> str:
    return str(format_percent(share, locale=locale))


def _which(because: Because) -> str:
    if because.part in (Part.LOOKED, Part.LIKE):
        return f"{because.part}_{DONE[because.reason.did]}"
    return because.part.value
