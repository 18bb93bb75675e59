"""How good the generator is on examples it hasn't seen: loss, perplexity, slot accuracy.

Owns no training; what is held out is `held_out`'s choice.
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
from llm.model.batches import collate, encode
from llm.model.held_out import has_many_shapes, held_out_examples
from llm.model.loss import forward, held_out_loss
from llm.model.tokenizer import ReplyTokenizer

HELD_OUT_SEED = 900_001
GATE_SEED = 900_002
HELD_OUT = 400
MAX_NEW_TOKENS = 160
SAMPLING_TEMPERATURE = 0.8
SAMPLING_TOP_P = 0.95


@dataclass(frozen=True, slots=True)
class Figures:
    """`slot_accuracy` is the share of replies that hold exactly their plan's slots, each once:
    greedy, and drawn at temperature .8; `slot_recall` the share of the plans' slots that greedy
    replies hold. `unseen_shapes` of the examples join slots that no training example joined.
    `perplexity` is per reply token. `gate` lets almost all good drawn replies through and stops
    `scrambled_stopped` of replies with shuffled words; it is set on plans as training draws them.
    """

    loss: float
    perplexity: float
    slot_accuracy: float
    slot_recall: float
    sampled_slot_accuracy: float
    distinct: int
    examples: int
    unseen_shapes: int
    gate: Gate
    scrambled_stopped: float

    def as_json(self) -> dict[str, float]:
        return {
            "loss": round(self.loss, 4),
            "perplexity": round(self.perplexity, 4),
            "slot_accuracy": round(self.slot_accuracy, 4),
            "slot_recall": round(self.slot_recall, 4),
            "sampled_slot_accuracy": round(self.sampled_slot_accuracy, 4),
            "distinct_sampled": self.distinct,
            "held_out_examples": self.examples,
            "unseen_shapes": self.unseen_shapes,
            "gate_max_nll": self.gate.max_nll,
            "gate_mean_nll": self.gate.mean_nll,
            "gate_scrambled_stopped": round(self.scrambled_stopped, 4),
        }


def measure(
    model: GPT2LMHeadModel, tokenizer: ReplyTokenizer, corpus: Corpus, count: int = HELD_OUT
) -> Figures:
    """On `count` held-out examples, drawn with a seed of their own."""
    examples = list(islice(held_out_examples(corpus, HELD_OUT_SEED), count))
    loss = held_out_loss(model, tokenizer, examples)
    greedy = _said(tokenizer, completions(model, tokenizer, examples, temperature=0.0))
    drawn = completions(model, tokenizer, examples, temperature=SAMPLING_TEMPERATURE)
    said = _said(tokenizer, drawn)
    gate, stopped = _gate(model, tokenizer, list(islice(draw_examples(corpus, GATE_SEED), count)))
    wanted = sum(len(example.slots) for example in examples)
    found = sum(recalled(example, text) for example, text in zip(examples, greedy, strict=True))
    return Figures(
        loss=loss,
        perplexity=math.exp(loss),
        slot_accuracy=_share(exact(e, s) for e, s in zip(examples, greedy, strict=True)),
        slot_recall=found / wanted if wanted else 1.0,
        sampled_slot_accuracy=_share(exact(e, s) for e, s in zip(examples, said, strict=True)),
        distinct=len(set(said)),
        examples=len(examples),
        unseen_shapes=sum(has_many_shapes(e.form.task, e.form.ask) for e in examples),
        gate=gate,
        scrambled_stopped=stopped,
    )


def _gate(
    model: GPT2LMHeadModel, tokenizer: ReplyTokenizer, examples: Sequence[Example]
) -> tuple[Gate, float]:
    """Set on replies drawn for `examples`, and the share of scrambled ones that it stops."""
    drawn = completions(model, tokenizer, examples, temperature=SAMPLING_TEMPERATURE)
    right = [
        completion.nll
        for completion, example in zip(drawn, examples, strict=True)
        if exact(example, tokenizer.decode(completion.tokens))
    ]
    gate = calibrate(right) if right else Gate()
    scrambled = [_scrambled(example, number) for number, example in enumerate(examples)]
    return gate, _share(not gate.likely(nll) for nll in reply_nll(model, tokenizer, scrambled))


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


def recalled(example: Example, said: str) -> int:
    """How many of its plan's slots a reply holds."""
    return len(set(example.slots) & set(SLOT.findall(said)))


def _said(tokenizer: ReplyTokenizer, drawn: Iterable[Completion]) -> list[str]:
    return [tokenizer.decode(completion.tokens) for completion in drawn]


def _scrambled(example: Example, seed: int) -> Example:
    words = example.reply.split()
    random.Random(seed).shuffle(words)
    return replace(example, reply=" ".join(words))


def _share(hits: Iterable[bool]) -> float:
    judged = list(hits)
    return sum(judged) / len(judged)
