"""A language's own words for values: `in stock`, `on its way`, `12 matches`. Owns no sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from babel import Locale
from babel.numbers import format_decimal

from llm.plan import Fact, Plan

WordTable = Mapping[str, Mapping[str, str]]


def speak(plan: Plan, words: WordTable) -> Plan:
    """`plan` with a text for every fact. A value that the language has no words for is said as
    it stands in the record."""
    facts = tuple(
        fact if fact.text else replace(fact, text=_said(fact, words, plan.locale))
        for fact in plan.facts
    )
    return replace(plan, facts=facts)


def _said(fact: Fact, words: WordTable, locale: str) -> str:
    value = fact.value
    table = words.get(fact.slot.rstrip("23"), {})
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _counted(value, table, locale)
    return table.get(str(value).lower(), _plain(value))


def _counted(value: float, table: Mapping[str, str], locale: str) -> str:
    """`table` is keyed by CLDR's plural categories, `{n}` standing for the number."""
    number = str(format_decimal(value, locale=locale))
    category = Locale.parse(locale).plural_form(value)
    return table.get(category, table.get("other", "{n}")).replace("{n}", number)


def _plain(value: Any) -> str:
    return str(value).replace("_", " ")
