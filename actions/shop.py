"""The shop as its owner describes it in `shop.toml`. Owns the shape and its checks; where the file
lies, and what the environment changes, is `actions.config`'s."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.numbers import is_currency
from pydantic import ConfigDict, Field, field_validator
from pydantic.dataclasses import dataclass

from llm.plan import Length, Tone

STRICT = ConfigDict(extra="forbid")
HOURS = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True, config=STRICT)
class Contact:
    email: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Hours:
    """`09:00-18:00` in the shop's own time; empty on a day it is closed."""

    mon: str = ""
    tue: str = ""
    wed: str = ""
    thu: str = ""
    fri: str = ""
    sat: str = ""
    sun: str = ""

    @field_validator("*")
    @classmethod
    def _is_a_span(cls, value: str) -> str:
        if value and not HOURS.fullmatch(value):
            raise ValueError(f'"{value}" is not a span such as "09:00-18:00"')
        return value


@dataclass(frozen=True, slots=True, config=STRICT)
class Shop:
    """`currency` is an ISO 4217 code, `locale` a CLDR one (`en_IE`), `time_zone` an IANA name;
    `order_number` is the pattern of a whole order number as the records write it."""

    name: str
    currency: str
    tagline: str = ""
    locale: str = "en"
    language: str = "en"
    time_zone: str = "UTC"
    prices_include_tax: bool = True
    order_number: str = r"[A-Z]{0,3}-?\d{4,12}"
    tone: Tone = Tone.PLAIN
    length: Length = Length.MEDIUM
    contact: Contact = Field(default_factory=Contact)
    hours: Hours = Field(default_factory=Hours)

    @field_validator("currency")
    @classmethod
    def _is_a_currency(cls, value: str) -> str:
        if not is_currency(value):
            raise ValueError(f'"{value}" is not an ISO 4217 currency code')
        return value

    @field_validator("order_number")
    @classmethod
    def _is_a_pattern(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f'"{value}" is not a regular expression: {error}') from None
        return value

    @field_validator("locale")
    @classmethod
    def _is_a_locale(cls, value: str) -> str:
        try:
            Locale.parse(value)
        except (UnknownLocaleError, ValueError):
            raise ValueError(f'"{value}" is not a locale such as "en_IE"') from None
        return value

    @field_validator("time_zone")
    @classmethod
    def _is_a_time_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f'"{value}" is not a time zone such as "Europe/Dublin"') from None
        return value
