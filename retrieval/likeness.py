"""Whether the catalogue has anything like what was asked for: a nearest product there always is.
Owns that question; the floors are `retrieval.ranking`'s."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from retrieval.backends.base import Mask, Vectors
from retrieval.filters.postings import as_mask
from retrieval.fold import words
from retrieval.parts import Parts
from retrieval.rank.pool import Pool
from retrieval.ranking import floor_of, floor_of_name
from retrieval.values import Understood

STILL_IT = 0.65
"""Of the nearest product's cosine, what one that meets the conditions must come to: below that,
the conditions have filtered away what was looked for."""


class Likeness:
    """Of one query; `vector` gives that of its text. Remembers what it worked out."""

    def __init__(self, parts: Parts, understood: Understood, vector: Callable[[], Vectors]) -> None:
        self._parts = parts
        self._understood = understood
        self._vector = vector
        self._overall: float | None = None
        self._alike: bool | None = None

    def is_weak(self, pool: Pool, allowed: Mask | None) -> bool:
        """Whether the catalogue has nothing like it, or what it has isn't among the `allowed`. A
        product that says every word is found, however odd the words."""
        text = self._understood.text
        if self._is_called(allowed):
            return False
        said_apart = not self._understood.kind or len(words(text)) > 1
        if said_apart and len(self._parts.words.holding_all(text, 1, allowed).rows):
            return False
        nearest = float(pool.dense.max()) if len(pool) else 0.0
        return not self.is_like_something() or nearest < STILL_IT * self._nearest_of_all()

    def is_like_something(self) -> bool:
        """Whether the catalogue has anything near the text, or near the name alone that it gives
        the thing: what else is said (`for a shared office`) draws any vector away from it."""
        if self._alike is None:
            name, floor = self._understood.kind, self._floor()
            self._alike = self._nearest_of_all() >= floor
            if not self._alike and name and name != self._understood.text:
                self._alike = self._nearest_to(self._parts.encode(name)) >= floor
        return self._alike

    def besides_conditions(self) -> list[str]:
        """The words of the text that no condition was said in."""
        said = {word for c in self._understood.constraints for word in words(c.words)}
        return [word for word in words(self._understood.text) if word not in said]

    def _is_called(self, allowed: Mask | None) -> bool:
        """Whether what is said besides the conditions is in the name of something allowed:
        `saunter` is what a trainer is called, and `green` alone is its own answer."""
        rest = self.besides_conditions()
        rows = self._parts.understanding.named(rest, self._understood.language)
        mask = as_mask(rows, self._parts.store.row_limit)
        return not rest or bool((mask if allowed is None else mask & allowed).any())

    def _nearest_of_all(self) -> float:
        if self._overall is None:
            self._overall = self._nearest_to(self._vector())
        return self._overall

    def _nearest_to(self, vector: Vectors) -> float:
        found = self._parts.ranking.vectors.search(vector, 1)
        return float(np.max(found.scores, initial=0.0))

    def _floor(self) -> float:
        if self._understood.kind:
            return floor_of_name(self._parts.understanding.is_known(self._understood))
        return floor_of(self._parts.words.known_share(self._understood.text))
