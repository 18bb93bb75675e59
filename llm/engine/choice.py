"""What may come next in a reply, once the model has spoken, and how one of it is drawn. Owns the
draw; the model's numbers are a sampler's."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """`tokens`, the likeliest first, with -log p of each under the unscaled distribution; `upto`
    are the sums of their shares of the draw, empty where there is one token only."""

    tokens: tuple[int, ...]
    nll: tuple[float, ...]
    upto: tuple[float, ...] = ()

    def draw(self, uniform: float) -> tuple[int, float]:
        """A token and its -log p; `uniform` in [0, 1)."""
        place = bisect_right(self.upto, uniform * self.upto[-1]) if self.upto else 0
        # Rounding may point behind the last one: step back onto it.
        place = min(place, len(self.tokens) - 1)
        return self.tokens[place], self.nll[place]
