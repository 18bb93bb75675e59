"""The candidates of one search, in columns, with what each part added to their scores. Owns no
search and no weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from retrieval.backends.base import Mask, Rows, Vectors
from retrieval.values import ScorePart


@dataclass(frozen=True, slots=True)
class Part:
    """One reason for all candidates: what each has of it, and what that added, (k,) and (k,)."""

    name: str
    values: Vectors
    added: Vectors

    def take(self, places: Rows) -> Part:
        return Part(self.name, self.values[places], self.added[places])


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidates best first: their rows, what they scored by words alone, by meaning alone and by
    both fused, and the parts whose sum is their score. All columns are (k,)."""

    rows: Rows
    lexical: Vectors
    dense: Vectors
    fused: Vectors
    parts: tuple[Part, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def scores(self) -> Vectors:
        """(k,) the sum of all parts."""
        total = np.zeros(len(self), dtype=np.float32)
        for part in self.parts:
            total += part.added
        return total

    @classmethod
    def empty(cls) -> Pool:
        none = np.empty(0, dtype=np.float32)
        return cls(np.empty(0, dtype=np.int64), none, none, none)

    def sorted(self) -> Pool:
        """The highest score first; equal ones by what words and meaning say, then by row, so
        that a page is the same each time."""
        return self.take(np.lexsort((self.rows, -self.fused, -self.scores)))

    def scored(self, parts: Iterable[Part]) -> Pool:
        """By these parts in place of those it had."""
        return replace(self, parts=tuple(parts)).sorted()

    def raised(self, name: str, values: Vectors, added: Vectors) -> Pool:
        """With one more part, and in the order of the new sums."""
        return replace(self, parts=(*self.parts, Part(name, values, added))).sorted()

    def take(self, places: Sequence[int] | Rows | Mask) -> Pool:
        """These places only, in this order."""
        chosen = np.asarray(places)
        chosen = chosen if chosen.dtype == np.bool_ else chosen.astype(np.int64)
        kept = np.flatnonzero(chosen) if chosen.dtype == np.bool_ else chosen
        return Pool(
            self.rows[kept],
            self.lexical[kept],
            self.dense[kept],
            self.fused[kept],
            tuple(part.take(kept) for part in self.parts),
        )

    def joined(self, rows: Rows) -> Pool:
        """With `rows` (n,) behind it that aren't there yet; nothing has added to their scores."""
        new = rows[~np.isin(rows, self.rows)]
        zeros = np.zeros(len(new), dtype=np.float32)
        parts = tuple(
            Part(p.name, np.append(p.values, zeros), np.append(p.added, zeros)) for p in self.parts
        )
        lexical, dense = np.append(self.lexical, zeros), np.append(self.dense, zeros)
        fused = np.append(self.fused, zeros)
        return Pool(np.append(self.rows, new), lexical, dense, fused, parts)

    def score_parts(self, place: int) -> tuple[ScorePart, ...]:
        """What added to the score of the candidate at `place`, the most first; what added nothing
        is left out."""
        told = (
            ScorePart(part.name, float(part.values[place]), float(part.added[place]))
            for part in self.parts
        )
        return tuple(sorted((p for p in told if p.added), key=lambda p: -abs(p.added)))
