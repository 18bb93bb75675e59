"""What of a question's wording is kept: without a person's name, and what tells it from others.
Owns a language's `questions.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions.searchlog import masked
from retrieval.fold import words

FILE = "questions.toml"
NAME = "‹name›"
_WORD = r"(?:[^\W\d_]\.|[^\W\d_]+(?:['’-][^\W\d_]+)*)"


@dataclass(frozen=True, slots=True)
class Wording:
    """`filler` tells no two questions apart. After one of `introduced` comes a name, whatever its
    case; after one of `perhaps` or a `titles` ("Mrs"), words with a capital are one."""

    filler: frozenset[str] = frozenset()
    introduced: Sequence[str] = ()
    perhaps: Sequence[str] = ()
    titles: Sequence[str] = ()

    @classmethod
    def load(cls, folder: Path) -> Wording:
        """Nothing where the language has no such file."""
        path = folder / FILE
        data: dict[str, Any] = {}
        if path.exists():
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        names = data.get("names", {})
        return cls(
            frozenset(word for one in data.get("filler", ()) for word in words(one)),
            tuple(names.get("introduced", ())),
            tuple(names.get("perhaps", ())),
            tuple(names.get("titles", ())),
        )

    def masked(self, text: str) -> str:
        """Without addresses, numbers and names of people."""
        plain = masked(" ".join(text.split()))
        plain = self._hidden(self.introduced, rf"{_WORD}(?: (?-i:[^\W\d_a-z]){_WORD})?", plain)
        capital = rf"(?-i:(?=[^\W\d_a-z])){_WORD}"
        plain = self._hidden(self.titles, rf"{capital}(?: {capital})*", plain)
        titled = rf"(?!(?:{'|'.join(map(re.escape, self.titles))})\b)" if self.titles else ""
        return self._hidden(self.perhaps, rf"{titled}{capital}(?: {capital})*", plain)

    def phrase(self, text: str) -> str:
        """The words that tell a question from another, in an order of their own."""
        said = words(text)
        telling = sorted({word for word in said if word not in self.filler})
        return " ".join(telling or said)

    def _hidden(self, before: Sequence[str], name: str, text: str) -> str:
        if not before:
            return text
        leads = "|".join(re.escape(one) for one in sorted(before, key=len, reverse=True))
        pattern = re.compile(rf"(?<!\w)({leads})(\.?,? )({name})", re.IGNORECASE)
        return pattern.sub(rf"\1\2{NAME}", text)
