"""Scores -> what is shown and where the right item stands. Owns the two rules: what was already
had is left out, and a tie counts against us."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from retrieval.personal.recommend.held_out import Questions
from retrieval.personal.recommend.items import Rows
from retrieval.personal.recommend.scorer import Scorer

AT_ONCE = 512

Progress = Callable[[int, int], None]


def scored(
    scorer: Scorer, asked: Questions, at_once: int = AT_ONCE
) -> Iterator[tuple[int, Tensor]]:
    """(place of the first, scores (B, N) with -inf for what each already had). The answers aren't
    looked at."""
    for start in range(0, len(asked.known), at_once):
        part = asked.known[start : start + at_once]
        with torch.inference_mode():
            scores = scorer.scores(part)
            found = scores if asked.again else hide(scores, part)
        yield start, found


def hide(scores: Tensor, histories: Sequence[Rows]) -> Tensor:
    """Writes -inf where a history already has the item, and returns its input."""
    users = np.repeat(np.arange(len(histories)), [len(history) for history in histories])
    had = np.concatenate([*histories, np.empty(0, np.int64)])
    place = (torch.from_numpy(users).to(scores.device), torch.from_numpy(had).to(scores.device))
    scores[place] = -torch.inf
    return scores


def best(scores: Tensor, k: int) -> list[Rows]:
    """The best k of each row of (B, N), best first; fewer where no more are left."""
    found = scores.topk(min(k, scores.shape[1]), dim=1)
    left = found.values > -torch.inf
    rows = [row[keep] for row, keep in zip(found.indices, left, strict=True)]
    return [row.cpu().numpy() for row in rows]


def ranks(scorer: Scorer, asked: Questions, progress: Progress | None = None) -> NDArray[np.int64]:
    """(U,) how many other items stand before the right one, or level with it. An answer that was
    already had can't be found: it stands last."""
    out = np.empty(len(asked.answers), np.int64)
    for start, scores in scored(scorer, asked):
        stop = start + len(scores)
        out[start:stop] = standing(scores, asked.answers[start:stop])
        if progress is not None:
            progress(stop, len(out))
    return out


def standing(scores: Tensor, answers: Rows) -> NDArray[np.int64]:
    """(B,) how many others score as much as the right item or more."""
    right = scores.gather(1, torch.from_numpy(answers).to(scores.device)[:, None])
    behind = (scores < right).sum(1)  # what is no number is never behind
    before: NDArray[np.int64] = (scores.shape[1] - 1 - behind).cpu().numpy()
    return before


def hit_rate(ranks: NDArray[np.int64], k: int) -> NDArray[np.float64]:
    """(U,) 1 where the right item is among the first k."""
    return (ranks < k).astype(np.float64)


def ndcg(ranks: NDArray[np.int64], k: int) -> NDArray[np.float64]:
    """(U,) 1 / log2(rank + 2), ranks from 0: one right item, so the ideal is 1."""
    return np.where(ranks < k, 1 / np.log2(ranks + 2.0), 0.0)
