"""Which rows are learned and which are asked. Owns no model and no figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bot.nlu.calibration import FOLDS, grouped_folds, left_out

SAME_DISTANCE = 0.35  # the measure's own: what calibration takes for the same may change
OUTSIDE_SHARE = 0.4  # of what shops' chats get, belongs to no intent (HINT3's: .42 and .54)
SEED = 11


@dataclass(frozen=True)
class Split:
    """Row numbers; `outside` (len(ask),) is true where the row's intent was not learned."""

    learn: np.ndarray
    ask: np.ndarray
    outside: np.ndarray


def grouped(vectors: np.ndarray, intents: np.ndarray) -> Iterator[Split]:
    """Folds that keep near-duplicates together, each with other intents wholly left out. Of those
    as many rows are drawn as make `OUTSIDE_SHARE` of what is asked."""
    folds, absent = grouped_folds(vectors, intents, SAME_DISTANCE), left_out(intents)
    draw = np.random.default_rng(SEED)
    for fold in range(FOLDS):
        inside = np.flatnonzero((folds == fold) & (absent != fold))
        count = round(OUTSIDE_SHARE / (1 - OUTSIDE_SHARE) * len(inside))
        outside = draw.permutation(np.flatnonzero(absent == fold))[:count]
        learn = np.flatnonzero((folds != fold) & (absent != fold))
        known = np.isin(intents[inside], intents[learn])  # all of an intent may say the same
        asked = np.concatenate([inside[known], outside])
        yield Split(learn, asked, np.arange(len(asked)) >= known.sum())


def few_shots(intents: np.ndarray, shots: int, draws: int) -> Iterator[Split]:
    """`shots` examples an intent, drawn anew each time; every other row is asked."""
    for seed in range(draws):
        draw = np.random.default_rng(seed)
        rows = [np.flatnonzero(intents == intent) for intent in np.unique(intents)]
        learn = np.concatenate([draw.permutation(own)[:shots] for own in rows])
        ask = np.setdiff1d(np.arange(len(intents)), learn)
        yield Split(learn, ask, np.zeros(len(ask), dtype=bool))
