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


class Soft(StrEnum):
    """What a wish that only ranks leans to; `ABOUT` to what a word such as `gardener` stands
    for."""

    CHEAP = "cheap"
    PREMIUM = "premium"
    LIGHT = "light"
    SMALL = "small"
    BIG = "big"
    POPULAR = "popular"
    NEW = "new"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class SoftWish:
    """A wish that puts some products forward and leaves none out. Of `ABOUT`, `values` are the
    departments and categories of the catalogue that are meant."""

    wish: Soft
    words: str = ""
    values: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        named = {"values": list(self.values)} if self.values else {}
        return {"wish": self.wish.value, "words": self.words} | named

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SoftWish:
        """Raises `KeyError` or `ValueError` when `data` isn't a soft wish."""
        values = tuple(str(value) for value in data.get("values", ()))
        return cls(Soft(data["wish"]), str(data.get("words", "")), values)


@dataclass(frozen=True, slots=True)
class Correction:
    """A word outside the catalogue's vocabulary, and the word searched in its place."""

    said: str
    meant: str


@dataclass(frozen=True, slots=True)
class Understood:
    """`query` is as said; `text` is what is left of it for ranking once constraints are out.
    `kind` holds the words that name the thing looked for, empty where the query leaves it open.
    `like` is the id of a product that others are to resemble. `soft` holds the wishes that only
    rank: they never leave a product out."""

    query: str
    text: str
    constraints: tuple[Constraint, ...] = ()
    sort: Sort | None = None
    corrections: tuple[Correction, ...] = ()
    language: str = "en"
    kind: str = ""
    like: str = ""
    soft: tuple[SoftWish, ...] = ()

    def __str__(self) -> str:
        """One line to read: `"tent" a tent · price < 200 · colour ≠ red · sort price_asc`."""
        kind = f" a {self.kind}" if self.kind and self.kind != self.text else ""
        pieces = [f'"{self.text}"{kind}', *map(str, self.constraints)]
        pieces += [f"rather {' '.join([s.wish.value, *s.values])}" for s in self.soft]
        pieces += [f"sort {self.sort.value}"] if self.sort else []
        pieces += [f"{c.said} read as {c.meant}" for c in self.corrections]
        return " · ".join(pieces)

    def as_json(self) -> dict[str, Any]:
        named: dict[str, Any] = {"kind": self.kind} if self.kind else {}
        named |= {"like": self.like} if self.like else {}
        if self.soft:
            named["soft"] = [wish.as_json() for wish in self.soft]
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
            soft=tuple(SoftWish.from_json(wish) for wish in data.get("soft", ())),
        )
