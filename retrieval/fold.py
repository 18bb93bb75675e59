"""How text is compared: case, accents and punctuation don't count. Owns no language."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")
_APOSTROPHES = re.compile("['’`´]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_PARTS = re.compile(r"[,;/|+&\n]")


def fold(text: str) -> str:
    """Lower case without accents or apostrophes: `Café's` -> `cafes`."""
    if text.isascii():
        lowered = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text).casefold()
        lowered = _ACCENTS.sub("", decomposed)
    return _APOSTROPHES.sub("", lowered)


def folded(text: str) -> str:
    """The folded words of `text`, one space between: the form in which texts are compared."""
    return _BETWEEN_WORDS.sub(" ", fold(text)).strip()


@lru_cache(maxsize=65536)
def phrase(text: str) -> str:
    """`folded`, remembered: for the short texts that come again and again."""
    return folded(text)


def words(text: str) -> list[str]:
    """The folded words of `text` in order; hyphens and dots part them."""
    return folded(text).split()


@lru_cache(maxsize=65536)
def parts(text: str) -> tuple[str, ...]:
    """What a value that lists several things holds: `Black, Silver` -> `black`, `silver`."""
    return tuple(part for part in map(phrase, _PARTS.split(text)) if part)


def holds(haystack: str, needle: str) -> bool:
    """Whether the folded phrase `needle` stands in the folded phrase `haystack`, word for word."""
    return f" {needle} " in f" {haystack} "


def sayable(text: str) -> str:
    """`text` without the halves of characters that JSON lets in and no tokenizer takes."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
