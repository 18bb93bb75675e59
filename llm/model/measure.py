"""How good the generator is on examples it hasn't seen: loss, perplexity, slot accuracy.

Owns no training; the held-out examples come from the same clauses in other combinations.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import torch
from transformers import GPT2LMHeadModel

from llm.corpus.clause import SLOT
from llm.corpus.corpus import Corpus
from llm.corpus.examples import Example, draw_examples
from llm.engine.engine import Engine
from llm.engine.request import Completion, GenerateRequest
from llm.grounding.gate import Gate, calibrate
from llm.model.batches import batches, collate, encode
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
    greedy, and drawn at temperature .8. `perplexity` is per reply token. `gate` lets almost all
    good drawn replies through and stops `scrambled_stopped` of replies with shuffled words."""

    loss: float
    perplexity: float
    slot_accuracy: float
    sampled_slot_accuracy: float
    distinct: int
    examples: int
    gate: Gate
    scrambled_stopped: float

    def as_json(self) -> dict[str, float]:
        return {
            "loss": round(self.loss, 4),
            "perplexity": round(self.perplexity, 4),
            "slot_accuracy": round(self.slot_accuracy, 4),
            "sampled_slot_accuracy": round(self.sampled_slot_accuracy, 4),
            "distinct_sampled": self.distinct,
            "held_out_examples": self.examples,
            "gate_max_nll": self.gate.max_nll,
            "gate_mean_nll": self.gate.mean_nll,
            "gate_scrambled_stopped": round(self.scrambled_stopped, 4),
        }


def measure(model: GPT2LMHeadModel, tokenizer: ReplyTokenizer, corpus: Corpus) -> Figures:
    """On `HELD_OUT` examples drawn with a seed of their own."""
    examples = list(islice(draw_examples(corpus, HELD_OUT_SEED), HELD_OUT))
    loss = held_out_loss(model, tokenizer, examples)
    greedy = completions(model, tokenizer, examples, temperature=0.0)
    drawn = completions(model, tokenizer, examples, temperature=SAMPLING_TEMPERATURE)
    said = [tokenizer.decode(completion.tokens) for completion in drawn]
    gate = calibrate([c.nll for c, e, s in zip(drawn, examples, said, strict=True) if exact(e, s)])
    scrambled = [_scrambled(example, number) for number, example in enumerate(examples)]
    stopped = [not gate.likely(nll) for nll in reply_nll(model, tokenizer, scrambled)]
    return Figures(
        loss=loss,
        perplexity=math.exp(loss),
        slot_accuracy=_share(
            exact(example, tokenizer.decode(completion.tokens))
            for example, completion in zip(examples, greedy, strict=True)
        ),
        sampled_slot_accuracy=_share(exact(e, s) for e, s in zip(examples, said, strict=True)),
        distinct=len(set(said)),
        examples=len(examples),
        gate=gate,
        scrambled_stopped=_share(stopped),
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


def reply_nll(
    model: GPT2LMHeadModel, tokenizer: ReplyTokenizer, examples: Sequence[Example]
) -> list[list[float]]:
    """-log p of each token of each given reply, its end included."""
    rows = []
    with torch.inference_mode():
        for example in examples:
            prompt, reply = encode(example, tokenizer)
            batch = collate([(prompt, reply)], tokenizer.pad)
            log_p = forward(model, batch).log_softmax(dim=-1)[0, len(prompt) - 1 :]
            rows.append((-log_p[torch.arange(len(reply)), torch.tensor(reply)]).tolist())
    return rows


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


def exact(example: Example, said: str) -> bool:
    """Whether a reply holds exactly its plan's slots, each once."""
    return Counter(SLOT.findall(said)) == Counter(example.slots)


def _scrambled(example: Example, seed: int) -> Example:
    words = example.reply.split()
    random.Random(seed).shuffle(words)
    return replace(example, reply=" ".join(words))


def _share(hits: Iterable[bool]) -> float:
    judged = list(hits)
    return sum(judged) / len(judged)
