"""Whether a sentence says an act's special values (`yes`, `no`, `none`, `dontcare`, `?`), which no
count of slots can tell. Owns that question only; slots are counted by `slot_error`.

The model is asked backwards: the sentence must be likelier from the act than from the act with that
slot left out or with its other special values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from transformers import GPT2LMHeadModel

from llm.data_to_text.act import SPECIAL, Act, is_special
from llm.data_to_text.vocabulary import Vocabulary
from llm.model.batches import collate
from llm.model.loss import forward


def says_special_values(
    model: GPT2LMHeadModel, vocabulary: Vocabulary, sentence: str, act: Act
) -> bool:
    others = list(_alternatives(act, vocabulary))
    if not others:
        return True
    own, *theirs = log_likelihoods(model, vocabulary, sentence, [act, *others])
    return own > max(theirs)


def log_likelihoods(
    model: GPT2LMHeadModel, vocabulary: Vocabulary, sentence: str, acts: Sequence[Act]
) -> list[float]:
    """log p of the sentence from each act."""
    said = vocabulary.encode(sentence)
    batch = collate([(vocabulary.prompt(act), said) for act in acts], vocabulary.pad)
    with torch.inference_mode():
        log_p = forward(model, batch).log_softmax(dim=-1)  # (B, T-1, V)
    targets = batch.tokens[:, 1:]
    of_sentence = batch.weights[:, 1:] == 1.0
    return (log_p.gather(2, targets[..., None])[..., 0] * of_sentence).sum(dim=1).tolist()


def _alternatives(act: Act, vocabulary: Vocabulary) -> Iterator[Act]:
    for place, (slot, value) in enumerate(act.slots):
        if not is_special(value):
            continue
        before, after = act.slots[:place], act.slots[place + 1 :]
        yield Act(act.kind, before + after)
        for other in sorted(set(SPECIAL.values()) - {value}):
            changed = Act(act.kind, (*before, (slot, other), *after))
            if vocabulary.knows(changed):
                yield changed
