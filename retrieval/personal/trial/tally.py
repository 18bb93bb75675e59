"""How many visitors, what they came to, and how it varies. Owns adding up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """`total` and `squares` are sums of the visitors' outcomes and of their squares; `some` is of
    how many visitors it isn't 0."""

    n: int = 0
    total: float = 0.0
    squares: float = 0.0
    some: int = 0

    @classmethod
    def of(cls, outcomes: Iterable[float]) -> Tally:
        told = [float(one) for one in outcomes]
        squares = sum(one * one for one in told)
        return cls(len(told), sum(told), squares, sum(1 for one in told if one))

    def plus(self, outcome: float) -> Tally:
        return Tally(
            self.n + 1,
            self.total + outcome,
            self.squares + outcome * outcome,
            self.some + (1 if outcome else 0),
        )

    def with_(self, other: Tally) -> Tally:
        return Tally(
            self.n + other.n,
            self.total + other.total,
            self.squares + other.squares,
            self.some + other.some,
        )

    @property
    def mean(self) -> float:
        return self.total / self.n if self.n else 0.0

    @property
    def variance(self) -> float:
        """Of the visitors there were, divided by their number."""
        return max(0.0, self.squares / self.n - self.mean**2) if self.n else 0.0
