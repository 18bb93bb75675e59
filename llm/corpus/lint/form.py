"""How a clause is written: no digits, no signs of money, whole sentences. In every language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm.corpus.clause import SLOT, Clause
from llm.planning.shapes.copy import HEADINGS

CURRENCY_SIGNS = "$€£¥₹%"
_ENDS = (".", "?", ":", "。", "？", "：", "{quote}”")
_STARTS = re.compile(r"^[\W_]*[^\W\d_]")


def form_faults(clause: Clause) -> Iterator[str]:
    """Digits and signs, braces, how it begins and ends."""
    text, bare = clause.text, SLOT.sub("", clause.text)
    if any(character.isdigit() for character in bare):
        yield "holds a digit"
    if any(sign in bare for sign in CURRENCY_SIGNS):
        yield "holds a currency or per-cent sign"
    if "!" in bare:
        yield "shouts"
    if "{" in bare or "}" in bare:
        yield "holds a brace that is no slot"
    if not text.endswith((*_ENDS, "{link}")) and not (clause.asks and clause.asks <= HEADINGS):
        yield "doesn't end a sentence"
    start = _STARTS.match(text)
    if not text.startswith(("{", "“")) and start and start.group()[-1].islower():
        yield "begins in lower case"
    if "  " in text:
        yield "holds two spaces"
