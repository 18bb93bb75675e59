"""A constraint in words that a customer reads. Owns no wording: the language's `[say]` does."""

from __future__ import annotations

import math

from babel.numbers import format_currency, format_decimal

from retrieval.query import Language
from retrieval.relax import stated
from retrieval.values import Constraint, Op


def told(constraint: Constraint, language: Language, currency: str) -> str:
    """`€29 to €53`, `up to 4 kg`, `blue`: whole money, rounded away from what was asked."""
    if constraint.op is not Op.BETWEEN:
        return constraint.words or stated(constraint)
    say = language.list.say
    low, high = constraint.low, constraint.high
    if constraint.field == "price":
        least, most = (money(low, currency, language, up=False), money(high, currency, language))
    else:
        least, most = (_number(value, constraint.unit, language) for value in (low, high))
    if low is None:
        return say.at_most.format(most) if high is not None else ""
    return say.at_least.format(least) if high is None else say.between.format(least, most)


def money(value: float | None, currency: str, language: Language, *, up: bool = True) -> str:
    """Whole money, rounded up or down; empty for no amount."""
    if value is None:
        return ""
    whole = math.ceil(value - 1e-9) if up else math.floor(value + 1e-9)
    return str(
        format_currency(whole, currency, "¤#,##0", locale=language.code, currency_digits=False)
    )


def _number(value: float | None, unit: str, language: Language) -> str:
    if value is None:
        return ""
    return f"{format_decimal(value, locale=language.code)} {unit}".strip()
