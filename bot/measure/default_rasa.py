"""Rasa as `rasa init` sets it up (DIET over counted words), trained anew. Minutes a fold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.predict import Answer, predict

CONFIG = Path(__file__).with_suffix(".yml")


class DefaultRasa:
    """Training waits for the questions: Rasa trains and answers in one go."""

    def fit(self, texts: Sequence[str], vectors: np.ndarray, intents: Sequence[str]) -> None:
        self._learned = list(texts), list(intents)

    def ask(self, texts: Sequence[str], vectors: np.ndarray) -> list[Answer]:
        return predict(*self._learned, list(texts), CONFIG)
