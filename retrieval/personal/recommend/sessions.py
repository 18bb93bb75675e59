"""Two baselines for visits, which are short and forget: what others looked at right after this
item, and what was looked at in visits like this one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from retrieval.personal.recommend.items import Rows


class LastItem:
    """How often an item came right after the last one (a Markov chain of order 1)."""

    def __init__(self, histories: Sequence[Rows], items: int) -> None:
        pairs = [history[:-1] * items + history[1:] for history in histories]
        found, counts = np.unique(
            np.concatenate([np.empty(0, np.int64), *pairs]), return_counts=True
        )
        self.items = items
        self.next = found % items
        self.counts = counts.astype(np.float32)
        self.starts = np.searchsorted(found, np.arange(items + 1) * items)

    def scores(self, histories: Sequence[Rows]) -> Tensor:
        out = np.zeros((len(histories), self.items), np.float32)
        for place, history in enumerate(histories):
            if len(history):
                last = history[-1]
                here = slice(self.starts[last], self.starts[last + 1])
                out[place, self.next[here]] = self.counts[here]
        return torch.from_numpy(out)


class LikeSessions:
    """Session-kNN, the newest items counting most (V-SKNN of Ludewig and Jannach 2018): of the
    sessions that share an item, the `near` most alike each lend their items their likeness."""

    def __init__(self, histories: Sequence[Rows], items: int, *, near: int = 100) -> None:
        self.items, self.near = items, near
        self.sessions = [np.unique(history) for history in histories]
        self.lengths = np.sqrt([max(1, len(session)) for session in self.sessions])
        flat = np.concatenate([np.empty(0, np.int64), *self.sessions])
        owner = np.repeat(np.arange(len(histories)), [len(s) for s in self.sessions])
        order = np.argsort(flat, kind="stable")
        self.holders = owner[order]
        self.starts = np.searchsorted(flat[order], np.arange(items + 1))

    def scores(self, histories: Sequence[Rows]) -> Tensor:
        out = np.zeros((len(histories), self.items), np.float32)
        for place, history in enumerate(histories):
            alike = self._alike(history)
            for session in np.argsort(-alike, kind="stable")[: self.near]:
                if alike[session] > 0:
                    out[place, self.sessions[session]] += alike[session]
        return torch.from_numpy(out)

    def _alike(self, history: Rows) -> NDArray[np.float64]:
        """(S,) an item at place n of L counts n / L; had twice, by the later place."""
        alike = np.zeros(len(self.sessions))
        newest = {item: place / len(history) for place, item in enumerate(history.tolist(), 1)}
        for item, counts in newest.items():
            alike[self.holders[self.starts[item] : self.starts[item + 1]]] += counts
        return alike / self.lengths
