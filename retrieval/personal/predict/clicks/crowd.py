"""What other sessions tell of a click: how popular its item is, how often sessions ended there, and
how sure a recommender is of what comes next. Owns these counts; a session is told of by others'.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.personal.predict.clicks.session import ClickSession
from retrieval.personal.recommend.items import Items, number_items
from retrieval.personal.recommend.linear import Linear
from retrieval.personal.recommend.transitions import transitions

AT_ONCE = 512
HELD_BACK = 5.0
"""Sessions' worth of the usual share that an item's own starts from."""
SURE = 5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Crowd:
    """`seen` and `ended` count an item's clicks, and those that were a session's last; `begun` the
    sessions that began with it."""

    items: Items
    next: Linear
    seen: Counter[str]
    ended: Counter[str]
    begun: Counter[str]
    sessions: int

    @classmethod
    def of(cls, sessions: Sequence[ClickSession]) -> Crowd:
        items = number_items([one.items for one in sessions], {}, seed=0)
        rows = [items.rows(one.items) for one in sessions]
        return cls(
            items,
            transitions(rows, len(items)),
            Counter(item for one in sessions for item in one.items),
            Counter(one.items[-1] for one in sessions),
            Counter(one.items[0] for one in sessions),
            len(sessions),
        )

    def popularity(self, item: str) -> float:
        """Clicks among ten thousand, as a logarithm: it doesn't grow with the crowd."""
        total = max(1, self.seen.total())
        return float(np.log1p(1e4 * self.seen[item] / total))

    def ends(self, item: str) -> float:
        """The share of its clicks that were the last."""
        usual = (self.sessions + 1) / (self.seen.total() + 2)
        return (self.ended[item] + HELD_BACK * usual) / (self.seen[item] + HELD_BACK)

    def begins(self, item: str) -> float:
        usual = (self.sessions + 1) / (self.seen.total() + 2)
        return (self.begun[item] + HELD_BACK * usual) / (self.seen[item] + HELD_BACK)

    def confidence(self, histories: Sequence[Sequence[str]]) -> Floats:
        """(N, 4) of what comes after each: the best score, how far it is ahead of the second, the
        sum of the best five, and how much the recommender says at all."""
        rows = [self.items.rows(one) for one in histories]
        told = np.zeros((len(rows), 4))
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            scores = self.next.scores(part)
            best = scores.topk(min(SURE, scores.shape[1]), dim=1).values.numpy()
            told[start : start + len(part), 0] = best[:, 0]
            told[start : start + len(part), 1] = best[:, 0] - best[:, min(1, best.shape[1] - 1)]
            told[start : start + len(part), 2] = best.sum(axis=1)
            told[start : start + len(part), 3] = scores.clamp(min=0).sum(dim=1).numpy()
        return told
