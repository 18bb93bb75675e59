"""How text is compared: case, accents and punctuation don't count. Owns no language."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_APOSTROPHES = str.maketrans("", "", "'’`´")
_PARTS = re.compile(r"\s*[,;/|+&]\s*")


def fold(text: str) -> str:
    """Lower case without accents or apostrophes: `Café's` -> `cafes`."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.translate(_APOSTROPHES)


def words(text: str) -> list[str]:
    """The folded words of `text` in order; hyphens and dots part them."""
    return [fold(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=65536)
def phrase(text: str) -> str:
    """Folded words joined by one space, the form in which values are compared."""
    return " ".join(words(text))


@lru_cache(maxsize=65536)
def parts(text: str) -> tuple[str, ...]:
    """What a value that lists several things holds: `Black, Silver` -> `black`, `silver`."""
    return tuple(part for part in (phrase(piece) for piece in _PARTS.split(text)) if part)


def holds(haystack: str, needle: str) -> bool:
    """Whether the folded phrase `needle` stands in the folded phrase `haystack`, word for word."""
    return f" {needle} " in f" {haystack} "
