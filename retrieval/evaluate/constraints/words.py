"""The words the checker reads with: colours, units, names. Owns a suite's `words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from retrieval.errors import BadInput

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
LONG_ENOUGH_TO_JOIN = 6


@dataclass(frozen=True, slots=True)
class Words:
    """`units` maps a unit to its dimension and its size in that dimension's first unit."""

    colours: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, float]]
    names: Mapping[str, tuple[str, ...]]
    audience: Mapping[str, frozenset[str]]
    audience_fields: tuple[str, ...]
    absent_before: frozenset[str]
    absent_after: frozenset[str]

    @classmethod
    def load(cls, path: Path) -> Words:
        """Raises `BadInput` where the file can't be read or lacks a table."""
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            audience = dict(data["audience"])
            fields = tuple(audience.pop("fields"))
            return cls(
                colours={name: tuple(families) for name, families in data["colours"].items()},
                units=_units(data["units"]),
                names={name: tuple(fields) for name, fields in data["names"].items()},
                audience={who: frozenset(words) for who, words in audience.items()},
                audience_fields=fields,
                absent_before=frozenset(data["absence"]["before"]),
                absent_after=frozenset(data["absence"]["after"]),
            )
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise BadInput(f"can't be read: {error}", source=path) from error
        except (KeyError, AttributeError, TypeError) as error:
            raise BadInput(f"lacks or misstates {error}", source=path) from error

    def fields(self, name: str) -> tuple[str, ...]:
        """What catalogues call `name`; itself where the table says nothing."""
        return self.names.get(name, (name,))

    def families(self, colour: str) -> tuple[str, ...]:
        """The families of a stated colour such as `dark navy` or `Black,Silver`, surest first."""
        found: list[str] = []
        for name in self.colours_in(colour):
            found += [family for family in self.colours[name] if family not in found]
        return tuple(found)

    def colours_in(self, text: str) -> list[str]:
        """The colour words of a text; of `sky blue` the whole, not `blue` as well."""
        said = f" {' '.join(words_of(text))} "
        found = []
        for name in sorted(self.colours, key=len, reverse=True):
            if f" {name} " in said:
                found.append(name)
                said = said.replace(f" {name} ", "  ")
        return found


def words_of(text: str) -> list[str]:
    """Lower-case words, apostrophes straight, hyphens and all else apart."""
    return [word.replace("’", "'") for word in WORD.findall(text.casefold())]


def stem(word: str) -> str:
    """So that plural and singular compare equal; nothing cleverer."""
    word = word.removesuffix("'s").replace("'", "")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


@lru_cache(maxsize=200_000)
def stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words_of(text))


@lru_cache(maxsize=200_000)
def run_on(text: str) -> str:
    return "".join(stems(text))


def says(text: str, phrase: str) -> bool:
    """Whole words in their order, whether joined or apart: `non stick` in `non-stick`."""
    joined = run_on(phrase)
    if not joined or joined not in run_on(text):
        return False
    wanted, said = stems(phrase), stems(text)
    width = len(wanted)
    if any(said[at : at + width] == wanted for at in range(len(said) - width + 1)):
        return True
    return len(joined) >= LONG_ENOUGH_TO_JOIN and any(
        "".join(said[at : at + size]) == joined for size in (1, 2, 3) for at in range(len(said))
    )


def _units(tables: Mapping[str, Mapping[str, object]]) -> dict[str, tuple[str, float]]:
    units: dict[str, tuple[str, float]] = {}
    for dimension, table in tables.items():
        sizes = {unit: float(str(size)) for unit, size in table.items() if unit != "aliases"}
        units |= {unit: (dimension, size) for unit, size in sizes.items()}
        aliases = table["aliases"]
        if isinstance(aliases, Mapping):
            units |= {alias: (dimension, sizes[unit]) for alias, unit in aliases.items()}
    return units
