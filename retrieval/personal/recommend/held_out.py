"""Leave-one-out: what may be learned from, and what is asked. Owns the split alone.

Of each user's items the last tests, the one before validates, the rest teach (Kang and McAuley
2018). A model is handed `known` histories and never an answer; who compares them reads those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.personal.recommend.items import Rows


@dataclass(frozen=True, slots=True)
class Questions:
    """`known[u]` is what user u had before; `answers[u]` (U,) the row that came next."""

    known: tuple[Rows, ...]
    answers: Rows


@dataclass(frozen=True, slots=True)
class HeldOut:
    """`users` are the places in the input of those who test: the ones with two items or more."""

    train: tuple[Rows, ...]
    valid: Questions
    test: Questions
    users: Rows


def leave_one_out(histories: Sequence[Rows]) -> HeldOut:
    """Who has a single item teaches only; who has two tests and doesn't validate."""
    testing = [h for h in histories if len(h) > 1]
    valid = _asked([h[:-1] for h in testing if len(h) > 2])
    train = tuple(h[:-2] if len(h) > 2 else h[:-1] if len(h) > 1 else h for h in histories)
    users = np.array([u for u, h in enumerate(histories) if len(h) > 1], np.int64)
    return HeldOut(train, valid, _asked(testing), users)


def _asked(histories: Sequence[Rows]) -> Questions:
    answers = np.array([h[-1] for h in histories], np.int64)
    return Questions(tuple(h[:-1] for h in histories), answers)
