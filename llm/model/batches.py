"""Training batches: examples of like length together, bounded by tokens. Owns no examples."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import torch
from torch import Tensor

from llm.corpus.examples import Example
from llm.model.tokenizer import ReplyTokenizer

BATCH_TOKENS = 2048
POOL = 2048
PROMPT_WEIGHT = 0.1

Pair = tuple[list[int], list[int]]  # prompt, reply


@dataclass(frozen=True, slots=True)
class Batch:
    tokens: Tensor  # (B, T) int64, padded on the right
    weights: Tensor  # (B, T) float32: what each token counts as a target; 0 is padding

    @property
    def size(self) -> int:
        """Tokens that are not padding."""
        return int((self.weights > 0).sum())


def encode(example: Example, tokenizer: ReplyTokenizer) -> Pair:
    return tokenizer.example(example.form, example.query, example.slots, example.reply)


def batches(
    examples: Iterable[Example], tokenizer: ReplyTokenizer, seed: int, tokens: int = BATCH_TOKENS
) -> Iterator[Batch]:
    """Batches of about `tokens` tokens, in a drawn order; ends with the examples."""
    rng = random.Random(seed)
    stream = iter(examples)
    while pool := [encode(example, tokenizer) for example in islice(stream, POOL)]:
        pool.sort(key=lambda pair: len(pair[0]) + len(pair[1]))
        groups = list(_groups(pool, tokens))
        rng.shuffle(groups)
        for group in groups:
            yield collate(group, tokenizer.pad)


def _groups(pool: Sequence[Pair], tokens: int) -> Iterator[list[Pair]]:
    group: list[Pair] = []
    for pair in pool:
        longest = len(pair[0]) + len(pair[1])  # the pool is sorted: the newest is the longest
        if group and longest * (len(group) + 1) > tokens:
            yield group
            group = []
        group.append(pair)
    if group:
        yield group


def collate(group: Sequence[Pair], pad: int) -> Batch:
    longest = max(len(prompt) + len(reply) for prompt, reply in group)
    tokens = torch.full((len(group), longest), pad, dtype=torch.long)
    weights = torch.zeros(len(group), longest)
    for row, (prompt, reply) in enumerate(group):
        end = len(prompt) + len(reply)
        tokens[row, :end] = torch.tensor(prompt + reply)
        weights[row, : len(prompt)] = PROMPT_WEIGHT
        weights[row, len(prompt) : end] = 1.0
    return Batch(tokens, weights)
