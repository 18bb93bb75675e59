"""Distinct texts in order, each with a weight: the heaviest that begin so, and the beginnings that
lie a slip or two away. Owns no meaning of the texts."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping

import numpy as np

_LAST = "\U0010ffff"


class PrefixTable:
    """A sorted list and a column of weights: a million texts cost little more than themselves."""

    def __init__(self, weights: Mapping[str, int] | None = None) -> None:
        given = weights or {}
        self._keys = sorted(given)
        self._weights = array("I", (given[key] for key in self._keys))

    def __len__(self) -> int:
        return len(self._keys)

    def put(self, key: str, weight: int) -> None:
        """Add `key` or change its weight; none left takes it out."""
        place = bisect_left(self._keys, key)
        known = place < len(self._keys) and self._keys[place] == key
        if known and weight:
            self._weights[place] = weight
        elif known:
            del self._keys[place], self._weights[place]
        elif weight:
            self._keys.insert(place, key)
            self._weights.insert(place, weight)

    def top(self, prefix: str, most: int) -> list[str]:
        """The heaviest keys that begin with `prefix`, heaviest first."""
        start, stop = self._span(prefix)
        weights = np.asarray(self._weights[start:stop])
        if stop - start > most:
            chosen = np.argpartition(weights, -most)[-most:]
        else:
            chosen = np.arange(stop - start)
        ordered = chosen[np.lexsort((chosen, -weights[chosen].astype(np.int64)))]
        return [self._keys[start + place] for place in ordered.tolist()]

    def begins(self, prefix: str) -> bool:
        """Whether any key begins with `prefix`."""
        place = bisect_left(self._keys, prefix)
        return place < len(self._keys) and self._keys[place].startswith(prefix)

    def near(self, prefix: str, slips: int) -> list[str]:
        """The beginnings of keys that `prefix` may have been meant for, the nearest only: one slip
        (a letter too many, too few, wrong, or two swapped) away, else up to `slips`."""
        reached = {prefix: 0}
        for _ in range(slips):
            further: dict[str, int] = {}
            for text, place in reached.items():
                for slipped, after in self._slipped(text, place):
                    further.setdefault(slipped, after)
            found = [t for t in further if not t.startswith(prefix) and self.begins(t)]
            if found:
                return found
            # A second slip stands after the first one; the first letter is taken to be right.
            reached = {text: max(after, 1) for text, after in further.items()}
        return []

    def _slipped(self, text: str, start: int) -> Iterator[tuple[str, int]]:
        """`text` with one slip mended, at `start` or later, and the place after the mend. Only
        what some key follows up to there."""
        for place in range(start, len(text) + 1):
            stem, rest = text[:place], text[place:]
            if not self.begins(stem):
                return
            letters = self._letters_after(stem) if rest else []
            mended = [(stem + rest[1:], place)] if rest else []
            if len(rest) > 1:
                mended.append((stem + rest[1] + rest[0] + rest[2:], place + 2))
            mended += [(stem + letter + rest, place + 1) for letter in letters]
            mended += [(stem + letter + rest[1:], place + 1) for letter in letters]
            for candidate, after in mended:
                if self.begins(candidate[: after + 1]):
                    yield candidate, after

    def _letters_after(self, stem: str) -> list[str]:
        """What can follow `stem`."""
        letters, place = [], bisect_left(self._keys, stem)
        while place < len(self._keys) and self._keys[place].startswith(stem):
            key = self._keys[place]
            if len(key) == len(stem):
                place += 1
                continue
            letters.append(key[len(stem)])
            place = bisect_left(self._keys, stem + key[len(stem)] + _LAST, place)
        return letters

    def _span(self, prefix: str) -> tuple[int, int]:
        start = bisect_left(self._keys, prefix)
        return start, bisect_left(self._keys, prefix + _LAST, start)
