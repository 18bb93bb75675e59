"""A language's words that state facts, from `data/languages/<code>/checker.toml`. Owns their
shape; a language without the file is checked by what needs no words: names, amounts, quotes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

Phrases = tuple[str, ...]
GAP = re.escape(" ... ")


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor` takes a number to the first unit of its `dimension`."""

    dimension: str
    factor: float


@dataclass(frozen=True, slots=True)
class Comparative:
    """`wants` is `low` or `high` in the field; `ties` allows an equal (cheapest, not cheaper)."""

    words: Phrases
    field: str
    wants: str
    ties: bool = False


@dataclass(frozen=True, slots=True)
class WordLists:
    decimal: str = "."
    phrases: Mapping[str, Phrases] = field(default_factory=dict)
    number_words: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    currencies: Mapping[str, Phrases] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    date_roles: Mapping[str, Phrases] = field(default_factory=dict)
    states: Mapping[str, Phrases] = field(default_factory=dict)
    stock: Mapping[str, Phrases] = field(default_factory=dict)
    comparatives: tuple[Comparative, ...] = ()
    units: Mapping[str, Unit] = field(default_factory=dict)
    fact_words: Mapping[str, str] = field(default_factory=dict)
    common: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()

    def list(self, name: str) -> Phrases:
        """A list of phrases by its name in the file; empty where the language has none."""
        return self.phrases.get(name, ())

    @classmethod
    def load(cls, languages_dir: Path, code: str) -> WordLists:
        """The lists of `code`; only the symbols of currencies where it has none."""
        path = languages_dir / code / "checker.toml"
        if not path.is_file():
            return cls(currencies={"€": ("EUR",), "$": ("USD",), "£": ("GBP",)})
        return cls.from_toml(tomllib.loads(path.read_text("utf-8")))

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> WordLists:
        kinds = data.get("fact_words", {})
        return cls(
            decimal=data.get("decimal", "."),
            phrases={key: tuple(value) for key, value in data.items() if isinstance(value, list)}
            | {
                "harmless": tuple(data.get("harmless", {}).get("phrases", ())),
                "maybe": tuple(data.get("state_context", {}).get("maybe", ())),
            },
            number_words=data.get("number_words", {}),
            ordinals=data.get("ordinals", {}),
            currencies=_tuples(data.get("currencies", {})),
            months=data.get("months", {}),
            weekdays=data.get("weekdays", {}),
            date_roles=_tuples(data.get("date_roles", {})),
            states=_tuples(data.get("states", {})),
            stock=_tuples(data.get("stock", {})),
            comparatives=tuple(
                Comparative(tuple(c["words"]), c["field"], c["wants"], c.get("ties", False))
                for c in data.get("comparatives", {}).values()
            ),
            units={
                word: Unit(unit["dimension"], float(unit["factor"]))
                for unit in data.get("units", {}).values()
                for word in unit["words"]
            },
            fact_words={word: kind for kind, words in kinds.items() for word in words},
            common=frozenset(data.get("common", ())),
            capitals=frozenset(data.get("capitals", ())),
        )


def _tuples(table: Mapping[str, Iterable[str]]) -> dict[str, Phrases]:
    return {key: tuple(values) for key, values in table.items()}


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases as whole words, the longest first; never matches without."""
    return _any_of(tuple(phrases))


@lru_cache(maxsize=4096)
def _any_of(phrases: Phrases) -> str:
    ordered = sorted({phrase for phrase in phrases if phrase}, key=len, reverse=True)
    if not ordered:
        return r"(?!)"
    return "(?:" + "|".join(_whole(phrase) for phrase in ordered) + ")"


def _whole(phrase: str) -> str:
    left = r"(?<!\w)" if phrase[0].isalnum() else ""
    right = r"(?!\w)" if phrase[-1].isalnum() else ""
    return left + re.escape(phrase).replace(GAP, r"\b.{1,40}?\b") + right


def matches(phrases: Iterable[str], text: str) -> bool:
    """Whether any of the phrases stands in the text; typographic apostrophes count as plain."""
    return re.search(any_of(phrases), text.replace("’", "'"), re.IGNORECASE) is not None
