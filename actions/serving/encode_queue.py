"""The texts that wait for the encoder. Owns its entries and cuts them into batches bounded by
tokens; used by the device thread alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from actions.serving.entry import EncodeEntry, Outcome
from actions.serving.errors import DeadlineExceeded, StepFailed
from actions.serving.priority import Priority

CHARACTERS_PER_TOKEN = 4
SPECIAL_TOKENS = 2


def estimate_tokens(text: str, at_most: int = 256) -> int:
    """About as many as a word-piece tokenizer makes: four Latin letters a token, or one
    character of any other script; never more than what the encoder keeps."""
    head = text[: at_most * CHARACTERS_PER_TOKEN]
    latin = sum(character.isascii() for character in head)
    return min(at_most, SPECIAL_TOKENS + -(-latin // CHARACTERS_PER_TOKEN) + len(head) - latin)


@dataclass(frozen=True, slots=True)
class Span:
    """The texts `start` to `stop` of an entry."""

    entry: EncodeEntry
    start: int
    stop: int

    @property
    def texts(self) -> tuple[str, ...]:
        return self.entry.texts[self.start : self.stop]


@dataclass(frozen=True, slots=True)
class EncodeBatch:
    """`tokens` counts no padding: the encoder cuts what it is given by length once more."""

    spans: tuple[Span, ...]
    tokens: int

    @property
    def texts(self) -> list[str]:
        return [text for span in self.spans for text in span.texts]


class EncodeQueue:
    """A batch holds one priority only: a question doesn't wait for the products beside it."""

    def __init__(self, max_batch_tokens: int) -> None:
        self._max_batch_tokens = max_batch_tokens
        self._lines: dict[Priority, deque[EncodeEntry]] = {p: deque() for p in Priority}

    def depth(self, priority: Priority) -> int:
        return len(self._lines[priority])

    @property
    def urgency(self) -> Priority | None:
        """The first priority that waits."""
        return next((p for p in Priority if self._lines[p]), None)

    def push(self, entry: EncodeEntry) -> None:
        self._lines[entry.priority].append(entry)

    def drop_stale(self, now: float) -> list[Outcome]:
        """Forgets those whose waiter has left; tells those whose deadline has passed."""
        waiting = chain(*self._lines.values())
        stale = [entry for entry in waiting if entry.gone or entry.expired(now)]
        for entry in stale:
            self._lines[entry.priority].remove(entry)
        why = "the deadline passed before the texts were encoded"
        return [Outcome(e, error=DeadlineExceeded(why)) for e in stale if not e.gone]

    def next_batch(self) -> EncodeBatch:
        """Texts in order of priority and arrival; at least one. Call it when something waits."""
        priority = self.urgency
        if priority is None:
            raise ValueError("nothing waits for the encoder")
        line, spans = self._lines[priority], list[Span]()
        taken = 0
        while line:
            entry, start = line[0], line[0].taken
            for tokens in entry.tokens[start:]:
                if taken and taken + tokens > self._max_batch_tokens:
                    break
                taken, entry.taken = taken + tokens, entry.taken + 1
            if entry.taken > start:
                spans.append(Span(entry, start, entry.taken))
            if entry.taken < len(entry.texts):
                break
            line.popleft()
        return EncodeBatch(tuple(spans), taken)

    def finish(self, batch: EncodeBatch, vectors: np.ndarray) -> Iterator[Outcome]:
        """Hands each entry its rows; yields those that have all of theirs."""
        row = 0
        for span in batch.spans:
            entry, count = span.entry, span.stop - span.start
            entry.vectors.append(vectors[row : row + count])
            row += count
            if span.stop == len(entry.texts):
                yield Outcome(entry, result=np.concatenate(entry.vectors))

    def fail(self, batch: EncodeBatch, cause: Exception) -> Iterator[Outcome]:
        """Ends every entry of the batch, with what is left of it in the queue."""
        for span in batch.spans:
            line = self._lines[span.entry.priority]
            if span.entry in line:
                line.remove(span.entry)
            error = StepFailed(f"encoding failed: {cause}")
            error.__cause__ = cause
            yield Outcome(span.entry, error=error)
