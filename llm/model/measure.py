"""How good the generator is on examples it hasn't seen: loss, perplexity, slot accuracy.

Owns no training; the held-out examples come from the same clauses in other combinations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import torch
from transformers import GPT2LMHeadModel

from llm.corpus.clause import SLOT
from llm.corpus.corpus import Corpus
from llm.corpus.examples import Example, draw_examples
from llm.engine.engine import Engine
from llm.engine.request import Completion, GenerateRequest
from llm.model.batches import batches, encode
from llm.model.tokenizer import ReplyTokenizer
from llm.model.training import forward, weighted_loss

HELD_OUT_SEED = 900_001
HELD_OUT = 400
MAX_NEW_TOKENS = 160
SAMPLING_TEMPERATURE = 0.8
SAMPLING_TOP_P = 0.95


@dataclass(frozen=True, slots=True)
class Figures:
    """`slot_accuracy` is the share of replies that hold exactly their plan's slots, each once:
    greedy, and drawn at temperature .8. `perplexity` is per reply token."""

    loss: float
    perplexity: float
    slot_accuracy: float
    sampled_slot_accuracy: float
    distinct: int
    examples: int

    def as_json(self) -> dict[str, float]:
        return {
            "loss": round(self.loss, 4),
            "perplexity": round(self.perplexity, 4),
            "slot_accuracy": round(self.slot_accuracy, 4),
            "sampled_slot_accuracy": round(self.sampled_slot_accuracy, 4),
            "distinct_sampled": self.distinct,
            "held_out_examples": self.examples,
        }


def measure(model: GPT2LMHeadModel, tokenizer: ReplyTokenizer, corpus: Corpus) -> Figures:
    """On `HELD_OUT` examples drawn with a seed of their own."""
    examples = list(islice(draw_examples(corpus, HELD_OUT_SEED), HELD_OUT))
    loss = held_out_loss(model, tokenizer, examples)
    greedy = replies(model, tokenizer, examples, temperature=0.0)
    drawn = replies(model, tokenizer, examples, temperature=SAMPLING_TEMPERATURE)
    return Figures(
        loss=loss,
        perplexity=float(torch.tensor(loss).exp()),
        slot_accuracy=_exact(examples, greedy),
        sampled_slot_accuracy=_exact(examples, drawn),
        distinct=len(set(drawn)),
        examples=len(examples),
    )


def held_out_loss(
    model: GPT2LMHeadModel, tokenizer: ReplyTokenizer, examples: Sequence[Example]
) -> float:
    """Mean -log p of a reply token; the prompt doesn't count."""
    total = count = 0.0
    with torch.inference_mode():
        for batch in batches(examples, tokenizer, seed=0):
            weights = (batch.weights == 1.0).float()
            reply_only = type(batch)(batch.tokens, weights)
            logits = forward(model, batch)
            size = float(weights[:, 1:].sum())
            total += float(weighted_loss(logits, reply_only)) * size
            count += size
    return total / count


def replies(
    model: GPT2LMHeadModel,
    tokenizer: ReplyTokenizer,
    examples: Sequence[Example],
    temperature: float,
) -> list[str]:
    """What the model says to each prompt, `{slot}` marks in place."""
    return [
        tokenizer.decode(c.tokens) for c in completions(model, tokenizer, examples, temperature)
    ]


def completions(
    model: GPT2LMHeadModel,
    tokenizer: ReplyTokenizer,
    examples: Sequence[Example],
    temperature: float,
) -> list[Completion]:
    engine = Engine(model, max_queue=len(examples))
    sequences = [
        engine.add(
            GenerateRequest(
                prompt_tokens=tuple(encode(example, tokenizer)[0]),
                stop_token=tokenizer.eos,
                max_new_tokens=MAX_NEW_TOKENS,
                temperature=temperature,
                top_p=SAMPLING_TOP_P if temperature else 1.0,
                seed=number,
            )
        )
        for number, example in enumerate(examples)
    ]
    while engine.has_work:
        engine.step()
    return [sequence.completion() for sequence in sequences]


def _exact(examples: Sequence[Example], said: Sequence[str]) -> float:
    hits = sum(
        Counter(SLOT.findall(reply)) == Counter(example.slots)
        for example, reply in zip(examples, said, strict=True)
    )
    return hits / len(examples)
