"""The words of a data-to-text model and the prompt of an act. Owns no network.

A token a word, slots and prompt marks among them: the set's sentences are split into words already,
and 8,000 of them are too few to learn words from pieces."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from llm.data_to_text.act import Act, is_special
from llm.data_to_text.rows import Row
from llm.errors import ModelError

PAD, EOS, UNKNOWN, SAY = "<pad>", "<eos>", "<unknown>", "<say>"
SELDOM = 2  # a word said less often than this is no word of the model's


class Vocabulary:
    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = tuple(tokens)
        self._ids = {token: number for number, token in enumerate(self.tokens)}
        if len(self._ids) < len(self.tokens) or not {PAD, EOS, UNKNOWN, SAY} <= self._ids.keys():
            raise ModelError("a vocabulary has its four marks, and each token once")
        self.pad, self.eos = self._ids[PAD], self._ids[EOS]
        self.unknown = self._ids[UNKNOWN]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Vocabulary:
        words: Counter[str] = Counter()
        marks: set[str] = set()
        for row in rows:
            words.update(row.sentence.split())
            marks.update(_marks(row.act))
        known = sorted(word for word, times in words.items() if times >= SELDOM)
        return cls([PAD, EOS, UNKNOWN, SAY, *sorted(marks), *known])

    @classmethod
    def open(cls, path: Path) -> Vocabulary:
        """Raises `ModelError`."""
        try:
            return cls([str(token) for token in json.loads(path.read_text(encoding="utf-8"))])
        except (OSError, ValueError, TypeError) as error:
            raise ModelError(f"{path}: {error}") from error

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(self.tokens, ensure_ascii=False, indent=0), encoding="utf-8")

    def knows(self, act: Act) -> bool:
        return all(mark in self._ids for mark in _marks(act))

    def prompt(self, act: Act, rng: random.Random | None = None) -> list[int]:
        """With `rng` the slots come in a drawn order, where the order means nothing."""
        kind, *slots = _marks(act)
        # Twice the same slot: two products are compared, and which value is whose is in the order.
        if rng is not None and len({slot for slot, _ in act.slots}) == len(act.slots):
            rng.shuffle(slots)
        return [self._ids.get(mark, self.unknown) for mark in (kind, *slots, SAY)]

    def encode(self, sentence: str) -> list[int]:
        return [self._ids.get(word, self.unknown) for word in sentence.split()] + [self.eos]

    def decode(self, tokens: Iterable[int]) -> str:
        return " ".join(self.tokens[token] for token in tokens)


def _marks(act: Act) -> list[str]:
    slots = [
        f"<{slot}>" if not is_special(value) else f"<{slot}={value}>" for slot, value in act.slots
    ]
    return [f"<act:{act.kind}>", *slots]
