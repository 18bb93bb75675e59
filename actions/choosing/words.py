"""The words by which a language chooses: `choosing.toml`, with what `query.toml` knows of colours,
sizes, units and numbers. Owns looking them up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from actions.choosing.terms import Cutter, Term, joined
from actions.errors import Unavailable
from retrieval.fold import fold
from retrieval.query.language import Language

FILE = "choosing.toml"
LONGEST_PHRASE = 7
LONGEST = 1500


@dataclass(frozen=True)
class ChoosingWords:
    sections: Mapping[str, Mapping[str, Any]]
    language: Language

    @classmethod
    def load(cls, folder: Path, base: Path | None = None) -> ChoosingWords:
        """What `folder` leaves out is read as in `base`. Raises `Unavailable` or `BadLanguage`."""
        own = folder if (folder / FILE).exists() else base
        if own is None or not (own / FILE).exists():
            raise Unavailable(f"{folder / FILE} is missing: a shop's own language needs it.")
        sections = tomllib.loads((own / FILE).read_text(encoding="utf-8"))
        spoken = folder if (folder / "query.toml").exists() else own
        return cls(sections, Language.load(spoken))

    @cached_property
    def _cutter(self) -> Cutter:
        units = {fold(n): s for s, names in self.language.list.units.items() for n in names}
        numbers = {fold(w): int(v) for w, v in self.language.list.numbers.words.items()}
        articles = frozenset(self.listed("terms", "articles"))
        return Cutter(units, numbers, frozenset(self.listed("terms", "apart")), articles)

    def cut(self, text: str) -> list[Term]:
        """Only the first `LONGEST` signs are read."""
        return self._cutter.cut(text[:LONGEST])

    def listed(self, section: str, name: str) -> list[str]:
        return list(self.sections.get(section, {}).get(name, ()))

    def table(self, section: str) -> dict[str, list[str]]:
        return {name: list(words) for name, words in self.sections.get(section, {}).items()}

    @cached_property
    def _phrases(self) -> dict[tuple[str, str], frozenset[str]]:
        return {
            (section, name): frozenset(joined(self.cut(word)) for word in words)
            for section, names in self.sections.items()
            for name, words in names.items()
            if isinstance(words, list) and all(isinstance(word, str) for word in words)
        }

    def phrases(self, section: str, name: str) -> frozenset[str]:
        return self._phrases.get((section, name), frozenset())

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word that a list here knows: none of them is another one mistyped."""
        phrases = [
            word
            for names in self.sections.values()
            for words in names.values()
            if isinstance(words, list)
            for word in words
            if isinstance(word, str)
        ]
        return frozenset(term.key for phrase in phrases for term in self.cut(phrase))

    def spans(self, terms: Sequence[Term], section: str, name: str) -> list[tuple[int, int]]:
        """Where phrases of that name stand, as places of terms; the longest at each place, none
        within another."""
        wanted = self.phrases(section, name)
        found: list[tuple[int, int]] = []
        place = 0
        while place < len(terms):
            end = _longest(terms, place, wanted)
            if end:
                found.append((place, end))
            place = end or place + 1
        return found

    def has(self, terms: Sequence[Term], section: str, name: str) -> bool:
        return bool(self.spans(terms, section, name))

    def forms(self, key: str) -> tuple[str, ...]:
        """A word in one and in many."""
        return self.language.forms(key) if key.isalpha() else (key,)

    def same(self, key: str, other: str) -> bool:
        return key == other or other in self.forms(key) or key in self.forms(other)

    @cached_property
    def sizes(self) -> dict[str, tuple[str, ...]]:
        """All the names of a size by each of them: `m` -> `m`, `medium`."""
        groups = [
            tuple(dict.fromkeys(joined(self.cut(name)) for name in (size, *names)))
            for size, names in self.language.list.size.names.items()
        ]
        return {name: group for group in groups for name in group}

    @cached_property
    def size_order(self) -> dict[str, float]:
        """The rank of each size by its names, the smallest first."""
        order = enumerate(self.language.list.size.names.items())
        return {
            joined(self.cut(name)): float(rank)
            for rank, (size, names) in order
            for name in (size, *names)
        }

    @cached_property
    def scales(self) -> list[dict[str, float]]:
        """The rank of each word on each scale: sizes, and `low`, `medium`, `high`."""
        told: Iterable[Sequence[str]] = self.sections.get("scales", {}).values()
        named = [
            {joined(self.cut(word)): float(rank) for rank, word in enumerate(scale)}
            for scale in told
        ]
        return [self.size_order, *named]


def _longest(terms: Sequence[Term], place: int, wanted: frozenset[str]) -> int | None:
    for end in range(min(len(terms), place + LONGEST_PHRASE), place, -1):
        if joined(terms[place:end]) in wanted:
            return end
    return None
