"""How likely a model finds sentences: one from several acts, several from one act."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from transformers import GPT2LMHeadModel

from llm.data_to_text.act import Act
from llm.data_to_text.vocabulary import Vocabulary
from llm.model.batches import Batch, collate
from llm.model.loss import forward


def log_likelihoods(
    model: GPT2LMHeadModel, vocabulary: Vocabulary, sentence: str, acts: Sequence[Act]
) -> list[float]:
    """log p of the sentence from each act."""
    said = vocabulary.encode(sentence)
    batch = collate([(vocabulary.prompt(act), said) for act in acts], vocabulary.pad)
    return _sums(model, batch).tolist()


def mean_nll(
    model: GPT2LMHeadModel, vocabulary: Vocabulary, act: Act, sentences: Sequence[str]
) -> list[float]:
    """-log p of a word of each sentence, its end included, from the act."""
    prompt = vocabulary.prompt(act)
    batch = collate([(prompt, vocabulary.encode(said)) for said in sentences], vocabulary.pad)
    words = (batch.weights[:, 1:] == 1.0).sum(dim=1)
    return (-_sums(model, batch) / words).tolist()


def _sums(model: GPT2LMHeadModel, batch: Batch) -> Tensor:
    """(B,): log p of each row's sentence."""
    with torch.inference_mode():
        log_p = forward(model, batch).log_softmax(dim=-1)  # (B, T-1, V)
    targets = batch.tokens[:, 1:]
    of_sentence = batch.weights[:, 1:] == 1.0
    return (log_p.gather(2, targets[..., None])[..., 0] * of_sentence).sum(dim=1)
