"""What the engine is asked for and what it hands back. Owns no text: tokens only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FinishReason(StrEnum):
    STOP = "stop"
    LENGTH = "length"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class GenerateRequest:
    """`temperature` 0 is greedy; `top_k` 0 leaves the choice to `top_p`. `seed` fixes the draw of
    this request whatever its batch. There is no repetition penalty: a reply says each slot once,
    which the verifier sees to, and punctuation as often as it likes."""

    prompt_tokens: tuple[int, ...]
    stop_token: int
    max_new_tokens: int = 96
    temperature: float = 0.0
    top_p: float = 1.0
    top_k: int = 0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """`tokens` without the prompt and the stop token. `nll` holds -log p of each token, the stop
    token's last, under the unscaled distribution: the gibberish gate reads it."""

    tokens: tuple[int, ...]
    nll: tuple[float, ...]
    finish_reason: FinishReason
