"""One token for every running sequence: forward pass and draw. Owns the seam between the engine
and what runs the model: ONNX Runtime on a CPU, torch on a GPU and in bf16."""

from __future__ import annotations

from collections.abc import Sequence as Sequences
from typing import NamedTuple, Protocol

from llm.engine.choice import Choice
from llm.engine.sequence import Sequence


class Chosen(NamedTuple):
    """A token a sequence and its -log p; `choices`, where the decoder tells, what each was drawn
    from."""

    tokens: list[int]
    nll: list[float]
    choices: list[Choice] | None = None


class Decoder(Protocol):
    """Sequences come in the order of their slots."""

    def first(self, admitted: Sequences[Sequence], first_slot: int) -> Chosen:
        """Reads the prompts of those who start now, into the slots from `first_slot` on. Those of
        like length stand together."""

    def next(self, running: Sequences[Sequence]) -> Chosen:
        """One more token for the slots from 0 on."""
