"""Training the generator: one pass over freshly drawn examples, a budget of tokens, a fixed seed.

Owns the recipe. Measuring and saving are next door.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional
from transformers import GPT2LMHeadModel

from llm.corpus.corpus import Corpus
from llm.corpus.examples import draw_examples
from llm.model.batches import Batch, batches
from llm.model.gpt2 import build
from llm.model.tokenizer import ReplyTokenizer

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """`tokens` are those seen in all, padding not counted."""

    tokens: int = 3_000_000
    seed: int = 17
    learning_rate: float = 2e-3
    betas: tuple[float, float] = (0.9, 0.97)
    weight_decay: float = 0.05
    clip: float = 1.0
    warmup_share: float = 0.03
    floor_share: float = 0.02


@dataclass(frozen=True, slots=True)
class Trained:
    model: GPT2LMHeadModel
    tokenizer: ReplyTokenizer
    recipe: Recipe
    tokens_seen: int
    steps: int


def train(corpus: Corpus, recipe: Recipe, progress: Progress | None = None) -> Trained:
    """`progress` hears tokens done and tokens in all."""
    tokenizer = ReplyTokenizer.train(corpus_texts(corpus), [c.code for c in corpus.languages])
    seed = recipe.seed
    model = build(tokenizer.size, eos=tokenizer.eos, pad=tokenizer.pad, seed=seed).train()
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=0.0, betas=recipe.betas, weight_decay=recipe.weight_decay
    )
    seen = steps = 0
    for batch in batches(draw_examples(corpus, seed), tokenizer, seed):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(recipe, seen)
        step(model, optimizer, batch, recipe.clip)
        seen, steps = seen + batch.size, steps + 1
        if progress:
            progress(min(seen, recipe.tokens), recipe.tokens)
        if seen >= recipe.tokens:
            break
    return Trained(model.eval(), tokenizer, recipe, seen, steps)


def corpus_texts(corpus: Corpus) -> list[str]:
    """All that the tokenizer learns its words from."""
    clauses = [clause.text for language in corpus.languages for clause in language.clauses]
    queries = [
        query
        for language in corpus.languages
        for said in language.queries.values()
        for query in said
    ]
    return clauses + queries


def learning_rate(recipe: Recipe, seen: int) -> float:
    """Linear warm-up, then a cosine down to `floor_share` of the peak."""
    share = min(1.0, seen / recipe.tokens)
    if share < recipe.warmup_share:
        return recipe.learning_rate * max(share / recipe.warmup_share, 0.02)
    cosine = 0.5 * (1 + math.cos(math.pi * share))
    return recipe.learning_rate * (recipe.floor_share + (1 - recipe.floor_share) * cosine)


def step(
    model: GPT2LMHeadModel, optimizer: torch.optim.Optimizer, batch: Batch, clip: float
) -> float:
    """One update; returns the weighted loss."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = forward(model, batch)
    loss = weighted_loss(logits.float(), batch)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


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
