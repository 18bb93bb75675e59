"""The kind of thing that a query names, over the rows of one index: which candidates are of it, and
how much that counts. Owns no finding of the kind; that is `retrieval.understanding`'s."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pyroaring import BitMap

from retrieval.backends.base import Mask
from retrieval.filters.postings import as_mask
from retrieval.query.kind import Kind
from retrieval.rank.pool import Pool

LEAN = 0.3
SURE = 0.9
"""So sure of a kind, the shop sells such things, though none is all that was said."""
FIRST = 3.0
"""More than any score: where nothing else belongs beside the kind, a run has it first."""


@dataclass(frozen=True, slots=True)
class SoughtKind:
    """`kind` is None where none was named; `mask` (rows,) are the products of it."""

    kind: Kind | None
    mask: Mask | None
    row_limit: int

    @classmethod
    def of(cls, kind: Kind | None, row_limit: int) -> SoughtKind:
        return cls(kind, None if kind is None else as_mask(kind.rows, row_limit), row_limit)

    @property
    def strict(self) -> bool:
        """Whether nothing else belongs beside it."""
        return self.kind is not None and self.kind.strict

    @property
    def certain(self) -> bool:
        """What is of a promised kind belongs there, or of one that a category is called by:
        speakers, whatever song is said before them."""
        return self.kind is not None and (self.kind.promised or self.kind.sure >= SURE)

    def promised(self, allowed: Mask | None) -> Mask | None:
        """What of the allowed is of the kind that was promised; None where none was."""
        kind = self.kind
        if self.mask is None or kind is None or not kind.promised:
            return None
        if allowed is None:
            return self.mask
        fitting: Mask = allowed & self.mask
        if not fitting.any():
            fitting = allowed & self._rows(kind.saying)
        if fitting.any() or kind.strict:
            return fitting
        spoken_of: Mask = allowed & self._rows(kind.spoken_of)
        return spoken_of

    def among(self, allowed: Mask | None) -> Mask | None:
        """What of the allowed is of the kind; None where none was named or nothing is."""
        if self.mask is None:
            return None
        fitting = self.mask if allowed is None else self.mask & allowed
        return fitting if fitting.any() else None

    def leant(self, pool: Pool, *, deep: bool) -> Pool:
        """With what is of the kind before what isn't; `deep` as in `Searcher.ranking`."""
        if self.mask is None or self.kind is None:
            return pool
        lean = FIRST if deep and self.strict else LEAN * self.kind.sure
        is_it = self.mask[pool.rows].astype(np.float32)
        return pool.raised("kind", is_it, lean * is_it)

    def _rows(self, rows: BitMap) -> Mask:
        return as_mask(rows, self.row_limit)
