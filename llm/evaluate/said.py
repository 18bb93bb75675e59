"""Whether a fact that a reply brings evidence for is really said in it. Owns how a value reads in a
text; whether it is true is asked elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from llm.evaluate.amounts import NUMBER
from llm.evaluate.canvas import Canvas
from llm.evaluate.records import numbers_of, squeeze, stem, words_of

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ANSWERS = frozenset({"yes", "no"})


def facts_said(evidence: Iterable[Mapping[str, Any]], canvas: Canvas) -> list[bool]:
    """One judgement a fact. Yes or no has no words of its own: there the thing asked about counts,
    and its truth is the polarity check's."""
    return [_said(str(entry.get("field", "")), entry.get("value"), canvas) for entry in evidence]


def _said(field: str, value: Any, canvas: Canvas) -> bool:
    name = field.rpartition(".")[2]
    if isinstance(value, Mapping) and "amount" in value:
        return _number_said(value["amount"], canvas.text)
    if isinstance(value, list | tuple):
        return all(_said(field, one, canvas) for one in value)
    if name == "in_stock":
        return bool(canvas.of("stock"))
    if name == "state":
        return bool(canvas.of("state"))
    if isinstance(value, bool) or str(value).lower() in _ANSWERS:
        return bool(_stems(name) & _stems(canvas.text))
    if isinstance(value, int | float):
        return _number_said(value, canvas.text) or bool(canvas.of("count", "others"))
    text = str(value)
    if field == "ask":  # a topic in the language's words: "customer ratings"
        return _stems(text) <= _stems(canvas.text)
    if _DAY.fullmatch(text):
        return any(mark.key.endswith(text[5:]) for mark in canvas.of("date"))
    whole = rf"(?<!\w){re.escape(_plain(text))}(?!\w)"
    return re.search(whole, _plain(canvas.text)) is not None


def _number_said(value: Any, text: str) -> bool:
    try:
        wanted = Decimal(str(value))
    except InvalidOperation:
        return False
    said = (number for found in re.findall(NUMBER, text) for number in numbers_of(found))
    return any(number == wanted for number in said)


def _stems(text: str) -> set[str]:
    return {stem(word) for word in words_of(text)}


def _plain(text: str) -> str:
    return squeeze(re.sub(r"[-_–/]", " ", text)).rstrip(" .!?…").lower()
