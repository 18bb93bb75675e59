"""Text from a catalogue is data: control characters out, white space collapsed, length bounded."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

MAX_ID = 200
MAX_TITLE = 1_000
MAX_TEXT = 20_000
MAX_VALUE = 2_000
MAX_NAME = 80

# Text such as "5 < 6" or "<3" is no tag: one has a letter after the bracket, and an end.
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:b|i|u|em|strong|span|a|sub|sup|small|font|mark|code|abbr)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_SPACE = re.compile(r"\s+")
_NOT_KEY = re.compile(r"[^\w]+|_+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# Format characters that can reorder or hide text; joiners that scripts and emoji need stay.
_HIDDEN = frozenset(
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def text(raw: str, limit: int = MAX_VALUE) -> str:
    """One line without control or hidden characters, cut at `limit` characters."""
    if not (raw.isascii() and raw.isprintable()):
        raw = "".join(_kept(c) for c in unicodedata.normalize("NFC", raw))
    return _SPACE.sub(" ", raw).strip()[:limit].rstrip()


@lru_cache(maxsize=65536)
def key(raw: str) -> str:
    """A snake_case name: `Battery Life` and `batteryLife` -> `battery_life`."""
    parted = _CAMEL.sub("_", text(raw, MAX_NAME))
    return _NOT_KEY.sub("_", parted).strip("_").lower()


def joined(value: object, limit: int) -> str:
    """A scalar as text, a list of them with commas between; nothing else has a text."""
    if isinstance(value, list):
        scalars = (item for item in value if isinstance(item, str | int | float))
        value = ", ".join(str(item) for item in scalars)
    if value is None or isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return text(str(value), limit)


def without_tags(value: object, limit: int) -> str:
    """As `joined`, and HTML is read for its words: tags end, `&amp;` is an ampersand."""
    if isinstance(value, str) and ("<" in value or "&" in value):
        bare = _TAG.sub(" ", _INLINE.sub("", _UNSEEN.sub(" ", value)))
        value = _ENTITY.sub(lambda found: html.unescape(found.group()), bare)
    return joined(value, limit)


def _kept(character: str) -> str:
    if character.isspace():
        return " "
    if character in _HIDDEN or unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co"):
        return "" if character in _HIDDEN else " "
    return character
