"""What a query was taken to mean. Owns the shape; `retrieval.query` fills it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from retrieval.values.constraint import Constraint


class Sort(StrEnum):
    PRICE_ASC = "price_asc"
    PRICE_DESC = "price_desc"
    RATING = "rating"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Correction:
    """A word outside the catalogue's vocabulary, and the word searched in its place."""

    said: str
    meant: str


@dataclass(frozen=True, slots=True)
class Understood:
    """`query` is as said; `text` is what is left of it for ranking once constraints are out.
    `kind` holds the words that name the thing looked for, empty where the query leaves it open.
    `like` is the id of a product that others are to resemble."""

    query: str
    text: str
    constraints: tuple[Constraint, ...] = ()
    sort: Sort | None = None
    corrections: tuple[Correction, ...] = ()
    language: str = "en"
    kind: str = ""
    like: str = ""

    def as_json(self) -> dict[str, Any]:
        named = {"kind": self.kind} if self.kind else {}
        named |= {"like": self.like} if self.like else {}
        return named | {
            "query": self.query,
            "text": self.text,
            "language": self.language,
            "constraints": [constraint.as_json() for constraint in self.constraints],
            "sort": self.sort.value if self.sort else None,
            "corrections": [{"from": c.said, "to": c.meant} for c in self.corrections],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Understood:
        """Raises `KeyError` or `ValueError` when `data` isn't an understood query."""
        return cls(
            query=str(data["query"]),
            text=str(data["text"]),
            constraints=tuple(Constraint.from_json(c) for c in data.get("constraints", ())),
            sort=Sort(data["sort"]) if data.get("sort") else None,
            corrections=tuple(
                Correction(str(c["from"]), str(c["to"])) for c in data.get("corrections", ())
            ),
            language=str(data.get("language", "en")),
            kind=str(data.get("kind", "")),
            like=str(data.get("like", "")),
        )
