"""What a model's words cost: the weighted loss that training lowers, the plain one that is told.

Owns no optimizer and no examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor
from torch.nn import functional
from transformers import GPT2LMHeadModel

from llm.corpus.examples import Example
from llm.model.batches import Batch, collate, encode
from llm.model.tokenizer import ReplyTokenizer


def forward(model: GPT2LMHeadModel, batch: Batch) -> Tensor:
    """Logits (B, T-1, V) for every target of the batch."""
    mask = (batch.weights[:, :-1] > 0).long()
    logits: Tensor = model(
        input_ids=batch.tokens[:, :-1], attention_mask=mask, use_cache=False
    ).logits
    return logits


def weighted_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Mean -log p of the next token, each weighed as a target. `logits` (B, T-1, V)."""
    targets, weights = batch.tokens[:, 1:], batch.weights[:, 1:]
    nll = functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none")
    return (nll * weights.flatten()).sum() / weights.sum()


def held_out_loss(
    model: GPT2LMHeadModel, tokenizer: ReplyTokenizer, examples: Sequence[Example]
) -> float:
    """Mean -log p of a reply token; the prompt doesn't count."""
    total = count = 0.0
    with torch.inference_mode():
        for batch in _in_order(examples, tokenizer):
            reply_only = Batch(batch.tokens, (batch.weights == 1.0).float())
            size = float(reply_only.weights[:, 1:].sum())
            total += float(weighted_loss(forward(model, batch), reply_only)) * size
            count += size
    return total / count


def _in_order(examples: Sequence[Example], tokenizer: ReplyTokenizer) -> Iterator[Batch]:
    pairs = sorted((encode(example, tokenizer) for example in examples), key=lambda p: len(p[1]))
    for start in range(0, len(pairs), 32):
        yield collate(pairs[start : start + 32], tokenizer.pad)
