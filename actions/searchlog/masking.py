"""Takes out of a text what could name a person. Owns the patterns; they know no language."""

from __future__ import annotations

import re
from typing import Any

_EMAIL = re.compile(r"[^\s@<>,;:()]+@[^\s@<>,;:()]+\.[^\s@<>,;:()]+")
_START = r"(?<![\w,.])"
# Order numbers stand together; telephone and card numbers have spaces and signs between.
_TOGETHER = re.compile(_START + r"#?(?:[A-Za-z]{1,3}-?)?\d{5,}(?![\d,])")
_APART = re.compile(_START + r"[+(]?\d(?:[ \t/().-]{0,2}\d){6,}(?![\d,])")
CARD_DIGITS, PHONE_DIGITS = 13, 7


def masked(text: str) -> str:
    """`text` with e-mail addresses, card, phone and order numbers put as what they are."""
    return _TOGETHER.sub(_named, _APART.sub(_named, _EMAIL.sub("‹email›", text)))


def masked_json(value: Any) -> Any:
    """The same for every text in it."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {key: masked_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [masked_json(inner) for inner in value]
    return value


def _named(match: re.Match[str]) -> str:
    found = match.group()
    digits = sum(map(str.isdigit, found))
    if digits >= CARD_DIGITS:
        return "‹card›"
    if digits >= PHONE_DIGITS:
        return "‹phone›"
    return "‹number›"
