"""Price and stock as exports write them -> `Money` and counts. Owns no exchange rates."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import get_currency_precision

from retrieval.catalog.mapping import Price
from retrieval.values import Money

MAX_PRICE = 1_000_000_000
MAX_STOCK = 10**12

_AMOUNT = re.compile(r"-?\d[\d.,'\s]*|-?[.,]\d+")


def parse_price(value: Any, rules: Price, currency: str) -> Money | None:
    """None where the price isn't known. Raises `ValueError` with what is wrong."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    number = _number(value)
    if float(number) in rules.missing:
        return None
    if number < 0:
        raise ValueError(f"the price {value!r} is negative")
    if rules.unit == "minor":
        number = number.scaleb(-get_currency_precision(currency))
    if number > MAX_PRICE:
        raise ValueError(f"the price {str(value)[:40]!r} is beyond belief")
    return Money.of(number, currency)


def parse_stock(value: Any) -> int | None:
    """A count; what was oversold is 0. `true` says there is some, not how many: None."""
    if value is None or value is True or (isinstance(value, str) and not value.strip()):
        return None
    number = _number(value) if value is not False else Decimal(0)
    if number > MAX_STOCK:
        raise ValueError(f"the stock {str(value)[:40]!r} is beyond belief")
    return max(0, int(number))


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{str(value)[:40]!r} is not a number")
    try:
        text = _plain(value) if isinstance(value, str) else str(value)
        number = Decimal(text)
    except (InvalidOperation, ValueError) as error:
        raise ValueError(f"{str(value)[:40]!r} is not a number") from error
    if not number.is_finite():
        raise ValueError(f"{str(value)[:40]!r} is not a number")
    return number


def _plain(text: str) -> str:
    """`€1,299.00` and `1.299,00 EUR` -> `1299.00`: the last of two kinds of sign is decimal."""
    found = _AMOUNT.findall(text[:100])
    if len(found) != 1:
        raise ValueError("one number expected")
    amount = re.sub(r"[\s']", "", found[0]).rstrip(".,")
    comma, dot = amount.rfind(","), amount.rfind(".")
    if comma >= 0 and dot >= 0:
        thousands, decimal = (",", ".") if dot > comma else (".", ",")
        return amount.replace(thousands, "").replace(decimal, ".")
    if comma >= 0:
        head, _, tail = amount.rpartition(",")
        return amount.replace(",", "") if len(tail) == 3 and head != "0" else f"{head}.{tail}"
    return amount.replace(".", "") if amount.count(".") > 1 else amount
