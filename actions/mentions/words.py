"""The words by which a language says a date, a sum, an address: `mentions.toml`, and what
`query.toml` knows of numbers and currencies. Owns turning them into patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from actions.errors import Unavailable

FILE = "mentions.toml"
NUMBERS_FILE = "query.toml"


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of `words`, the longest first; a space in a word is any run of spaces."""
    ordered = sorted({word.lower() for word in words}, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) or r"(?!)"


@dataclass(frozen=True)
class MentionWords:
    """`sections` as in the file; `numbers` and `currencies` by the word that names them."""

    sections: Mapping[str, Mapping[str, Any]]
    numbers: Mapping[str, int]
    currencies: Mapping[str, str]
    language: str

    @classmethod
    def load(cls, folder: Path, base: Path | None = None) -> MentionWords:
        """What `folder` leaves out is read as in `base`. Raises `Unavailable` if neither has it."""
        sections = _read(folder, FILE) or (_read(base, FILE) if base else {})
        if not sections:
            raise Unavailable(f"{folder / FILE} is missing: a shop's own language needs it.")
        query = _read(folder, NUMBERS_FILE) or (_read(base, NUMBERS_FILE) if base else {})
        numbers = query.get("numbers", {}).get("words", {})
        written = query.get("price", {}).get("currencies", {})
        currencies = {
            sign.lower(): "" if code == "*" else code
            for code, signs in written.items()
            for sign in signs
        }
        return cls(sections, numbers, currencies, folder.name)

    def pattern(self, section: str, name: str) -> str:
        """A group of alternatives for the words `name` of a section."""
        return f"(?:{any_of(self.listed(section, name))})"

    def listed(self, section: str, name: str) -> list[str]:
        return list(self.sections.get(section, {}).get(name, ()))

    def table(self, section: str, name: str) -> dict[str, Any]:
        return dict(self.sections.get(section, {}).get(name, {}))

    @cached_property
    def number(self) -> str:
        """A pattern for a whole number under a hundred, in digits or words."""
        return rf"(?:\d{{1,2}}|(?:{any_of(self.numbers)})(?:[\s-](?:{any_of(self.numbers)}))?)"

    def value(self, said: str) -> int | None:
        """What a match of `number` says; None where it is no number (`twenty forty`)."""
        if said.isdecimal():
            return int(said)
        parts = [self.numbers.get(word, -1) for word in re.split(r"[\s-]+", said.lower())]
        if len(parts) == 2:
            tens, ones = parts
            return tens + ones if tens >= 20 and 0 < ones < 10 else None
        return parts[0] if parts[0] >= 0 else None

    @cached_property
    def countries(self) -> dict[str, str]:
        """ISO code by lower-case name, from Unicode's CLDR and the file's own other names."""
        try:
            known = dict(Locale.parse(self.language).territories)
        except (UnknownLocaleError, ValueError):  # a language the CLDR doesn't know
            known = {}
        named = {
            name.lower(): code for code, name in known.items() if len(code) == 2 and code.isalpha()
        }
        others = {name.lower(): code for name, code in self.table("country", "called").items()}
        return {**named, **others}


def titled(name: str, small: frozenset[str] = frozenset()) -> str:
    """A name in small or capital letters as it is usually written; the words `small` stay so.
    What was written in both is the writer's own."""
    name = re.sub(r"\s+", " ", name).strip()
    if name not in (name.lower(), name.upper()):
        return name
    return " ".join(word if word in small else _capital(word) for word in name.lower().split())


def _capital(word: str) -> str:
    return re.sub(r"(?:^|(?<=['-]))[^\W\d_](?=[^\W_]{2}|$)|^[^\W\d_]", lambda m: m[0].upper(), word)


def _read(folder: Path | None, name: str) -> dict[str, Any]:
    path = folder / name if folder else None
    return tomllib.loads(path.read_text(encoding="utf-8")) if path and path.exists() else {}
