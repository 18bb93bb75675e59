"""How the rows of a time are spread over each column, and how far another time lies from it: the
population stability index. Owns the bins and the index.

PSI = sum over the bins of (now - then) ln(now / then), shares of the rows. By a rule of thumb that
is old and not ours, below .1 is steady, above .25 is another population.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.personal.predict.encoding import Encoding
from retrieval.personal.predict.table import Table

BINS = 10
STEADY, SHIFTED = 0.1, 0.25
LEAST = 1e-4
"""A bin's share is at least that: an empty one would be infinitely far away."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spread:
    """By column: `edges` between the bins of its numbers (none for kinds), and `shares` of the
    rows, with what is missing as the last bin."""

    encoding: Encoding
    edges: Mapping[str, tuple[float, ...]]
    shares: Mapping[str, tuple[float, ...]]

    @classmethod
    def of(cls, table: Table) -> Spread:
        encoding = Encoding.learn(table)
        columns = dict(zip(encoding.names, encoding.encode(table).T, strict=True))
        edges = {
            name: () if encoding.kinds[name] else _edges(column) for name, column in columns.items()
        }
        made = cls(encoding, edges, {})
        shares = {name: made._shares(name, column) for name, column in columns.items()}
        return cls(encoding, edges, {name: tuple(told.tolist()) for name, told in shares.items()})

    def stability(self, table: Table) -> dict[str, float]:
        """Column -> PSI of the table against these rows, the farthest first."""
        columns = dict(zip(self.encoding.names, self.encoding.encode(table).T, strict=True))
        told = {}
        for name, column in columns.items():
            then = np.maximum(np.array(self.shares[name]), LEAST)
            now = np.maximum(self._shares(name, column), LEAST)
            told[name] = float(((now - then) * np.log(now / then)).sum())
        return dict(sorted(told.items(), key=lambda pair: (-pair[1], pair[0])))

    def _shares(self, name: str, column: Floats) -> Floats:
        kinds, edges = self.encoding.kinds[name], self.edges[name]
        many = len(kinds) if kinds else len(edges) + 1
        known = column[~np.isnan(column)]
        places = known if kinds else np.searchsorted(np.array(edges), known, side="right")
        counts = np.bincount(places.astype(np.intp), minlength=many).astype(np.float64)
        counts = np.append(counts, len(column) - len(known))
        return counts / max(1, len(column))

    def as_json(self) -> dict[str, Any]:
        return {
            name: {
                "kinds": list(self.encoding.kinds[name]), "edges": list(self.edges[name]),
                "shares": list(self.shares[name]),
            }
            for name in self.encoding.names
        }  # fmt: skip

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Spread:
        return cls(
            Encoding({name: tuple(one["kinds"]) for name, one in told.items()}),
            {name: tuple(map(float, one["edges"])) for name, one in told.items()},
            {name: tuple(map(float, one["shares"])) for name, one in told.items()},
        )


def _edges(column: Floats) -> tuple[float, ...]:
    """Inner ones alone. A number that many rows share has a bin of its own, and so has all that is
    larger than anything seen."""
    known = column[~np.isnan(column)]
    if not len(known):
        return ()
    points = np.quantile(known, np.linspace(0, 1, BINS + 1)[1:-1], method="lower")
    values, times = np.unique(points, return_counts=True)
    shared = np.append(values[times > 1], known.max())
    return tuple(np.unique(np.concatenate([values, np.nextafter(shared, np.inf)])).tolist())
