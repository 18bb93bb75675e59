"""What may be learned from, and what is asked. Owns the splits alone.

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
    """`known[u]` is what user u had before; `answers[u]` (U,) the row that came next. Where the
    same may come `again`, what is known isn't left out of a ranking."""

    known: tuple[Rows, ...]
    answers: Rows
    again: bool = False


@dataclass(frozen=True, slots=True)
class HeldOut:
    """`users` are the places in the input of those who test, a question each."""

    train: tuple[Rows, ...]
    valid: Questions
    test: Questions
    users: Rows


def leave_one_out(histories: Sequence[Rows], *, again: bool = False) -> HeldOut:
    """Who has a single item teaches only; who has two tests and doesn't validate."""
    testing = [h for h in histories if len(h) > 1]
    valid = _last([h[:-1] for h in testing if len(h) > 2], again)
    train = tuple(h[:-2] if len(h) > 2 else h[:-1] if len(h) > 1 else h for h in histories)
    users = np.array([u for u, h in enumerate(histories) if len(h) > 1], np.int64)
    return HeldOut(train, valid, _last(testing, again), users)


def every_next(histories: Sequence[Rows], later: Sequence[Rows], *, again: bool = False) -> HeldOut:
    """Others test: each item of `later` but the first of each is asked for, by those before it.
    Of `histories` the last items validate."""
    valid = _last([h for h in histories if len(h) > 1], again)
    train = tuple(h[:-1] if len(h) > 1 else h for h in histories)
    cuts = [(user, cut) for user, h in enumerate(later) for cut in range(1, len(h))]
    answers = np.array([later[user][cut] for user, cut in cuts], np.int64)
    test = Questions(tuple(later[user][:cut] for user, cut in cuts), answers, again)
    return HeldOut(train, valid, test, np.array([user for user, _ in cuts], np.int64))


def _last(histories: Sequence[Rows], again: bool) -> Questions:
    answers = np.array([h[-1] for h in histories], np.int64)
    return Questions(tuple(h[:-1] for h in histories), answers, again)
