"""A query cut into tokens. Owns places and folding; knows no language and no catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.fold import fold

_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])"
    r"|\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?![\d.,])"
    r"|\d{1,3}(?:['’]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<sign>[^\w\s]|_)"
)
_HYPHENS = frozenset("-.&+_'’/")


@dataclass(frozen=True, slots=True)
class Token:
    """`key` is the folded text; `start` and `end` are places in the query; `glued` says that no
    space stands before it. `number` is None for what isn't written in digits."""

    key: str
    start: int
    end: int
    glued: bool
    number: float | None = None
    sign: bool = False

    @property
    def word(self) -> bool:
        return self.number is None and not self.sign


def tokenise(text: str) -> list[Token]:
    """Words, numbers and signs in order. Letters and digits part (`2kg` -> `2`, `kg`); a sign
    that joins the parts of one word (`t-shirt`, `tp-link`) is no token."""
    tokens: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(text):
        raw = match.group()
        token = Token(
            key=fold(raw),
            start=match.start(),
            end=match.end(),
            glued=match.start() == end,
            number=_number(raw) if match.lastgroup == "number" else None,
            sign=match.lastgroup == "sign",
        )
        end = match.end()
        if token.key and not (token.sign and _joins(text, match.start())):
            tokens.append(token)
    return tokens


def keys(text: str) -> tuple[str, ...]:
    """The keys by which a phrase is found in a query; signs don't count."""
    found = tokenise(text)
    spoken = tuple(token.key for token in found if not token.sign)
    return spoken or tuple(token.key for token in found)


def _number(raw: str) -> float:
    """A comma or a point parts the thousands or the cents: `1,000`, `1.250,00`, `1'250.50`."""
    raw = raw.replace("'", "").replace("’", "")
    if raw.count(".") > 1 or ("," in raw and "." in raw and raw.rindex(",") > raw.index(".")):
        raw = raw.replace(".", "")
    whole, comma, tail = raw.rpartition(",")
    if comma and "." not in tail and len(tail) != 3:
        return float(f"{whole}.{tail}")
    return float(raw.replace(",", ""))


def _joins(text: str, place: int) -> bool:
    if text[place] not in _HYPHENS or place == 0 or place + 1 == len(text):
        return False
    before, after = text[place - 1], text[place + 1]
    return before.isalnum() and after.isalnum() and not (before.isdigit() and after.isdigit())
