"""Words that say which thing is meant and not what is wanted, each kind replaced by one stand-in.

"Cancel the order with the harp" is about cancelling. A classifier that never saw a harp takes its
letters for a search, and one that saw lamps returned takes a lamp for a return. Owns no words: they
are the lookup tables `TABLES` of the dialogue examples. Knows no intent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

TABLES = ("goods", "option")  # what is sold; colours, materials, sizes, units
WORD = re.compile(r"[^\W\d_]+")
PLURALS = ("", "s", "es")


class StandIns:
    """`kinds`: the words of each kind, in the singular, each of letters alone. Several of one kind
    in a row ("desk lamps") are one thing."""

    def __init__(self, kinds: Mapping[str, Sequence[str]]) -> None:
        self.kinds = {kind: list(words) for kind, words in kinds.items() if words}
        self._kind_of = {
            word.lower() + ending: _stand_in(kind)
            for kind, words in self.kinds.items()
            for word in words
            for ending in PLURALS
        }
        kinds_named = "|".join(map(_stand_in, self.kinds))
        self._row = re.compile(rf"({kinds_named})(?:[ -]+\1)+") if self.kinds else None

    def words(self) -> list[str]:
        """All of them, and their plurals."""
        return list(self._kind_of)

    @classmethod
    def of(cls, lookup_tables: Sequence[Mapping[str, Any]]) -> StandIns:
        """From Rasa's training data; nothing is replaced where it has none of the tables."""
        return cls(
            {
                kind: [
                    word
                    for table in lookup_tables
                    if table["name"] == kind
                    for word in table["elements"]
                ]
                for kind in TABLES
            }
        )

    def apply(self, text: str) -> str:
        """`text` is in lower case."""
        if self._row is None:
            return text
        said = WORD.sub(lambda found: self._kind_of.get(found[0], found[0]), text)
        return self._row.sub(r"\1", said)


def _stand_in(kind: str) -> str:
    """No word that a customer writes."""
    return f"q{kind}"
