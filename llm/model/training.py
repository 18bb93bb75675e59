"""Training the generator: one pass over freshly drawn examples, a budget of tokens, a fixed seed.

Owns the recipe and the loop. What it starts from, measuring and saving are next door."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

import torch
from transformers import GPT2LMHeadModel

from llm.corpus.corpus import Corpus
from llm.model import lora
from llm.model.batches import Batch, batches
from llm.model.checkpoint import Checkpoints, Progressed
from llm.model.curve import Point
from llm.model.held_out import held_out_examples, training_examples
from llm.model.loss import forward, held_out_loss, weighted_loss
from llm.model.start import SCRATCH, Start, from_scratch
from llm.model.tokenizer import ReplyTokenizer

Watch = Callable[[int, int, float], None]
POINTS = 15
CURVE_SEED, CURVE_EXAMPLES = 900_003, 96
SMOOTH = 0.95
SMALL = 512  # wide: a network of our own, not the hub's


class Method(StrEnum):
    FULL = "full"
    LORA = "lora"


class Precision(StrEnum):
    """What the matrices are multiplied in: `auto` takes bfloat16 where the processor has it built
    in, as it is many times slower than single precision where it has not."""

    AUTO = "auto"
    SINGLE = "single"
    BFLOAT16 = "bfloat16"


@dataclass(frozen=True, slots=True)
class Recipe:
    """`tokens` are those seen in all, padding not counted. `learning_rate` 0 takes the one that
    fits what training starts from."""

    tokens: int = 6_000_000
    seed: int = 17
    learning_rate: float = 0.0
    betas: tuple[float, float] = (0.9, 0.97)
    weight_decay: float = 0.05
    clip: float = 1.0
    warmup_share: float = 0.03
    floor_share: float = 0.02
    method: Method = Method.FULL
    precision: Precision = Precision.AUTO


@dataclass(frozen=True, slots=True)
class Trained:
    """`recipe` as it was followed: the rate and the precision that were chosen stand in it."""

    model: GPT2LMHeadModel
    tokenizer: ReplyTokenizer
    recipe: Recipe
    tokens_seen: int
    steps: int
    origin: str
    curve: tuple[Point, ...]


def train(
    corpus: Corpus,
    recipe: Recipe,
    start: Start | None = None,
    *,
    checkpoints: Checkpoints | None = None,
    watch: Watch | None = None,
) -> Trained:
    """From `start`, else from scratch. `watch` hears tokens done, tokens in all and the smoothed
    loss. With `checkpoints`, one that was cut off goes on, to the same weights."""
    start = start or from_scratch(corpus, recipe.seed)
    recipe = followed(recipe, start)
    model = start.model.train()
    if recipe.method is Method.LORA:
        torch.manual_seed(recipe.seed)
        lora.adapt(model, start.new_tokens)
    optimizer = _optimizer(model, recipe)
    state = checkpoints.restore(model, optimizer) if checkpoints else None
    state = state or Progressed(0, 0, [], [])
    examples = list(islice(held_out_examples(corpus, CURVE_SEED), CURVE_EXAMPLES))
    steps, seen, curve, recent = state.steps, state.seen, state.curve, state.recent
    smoothed = math.nan
    stream = batches(training_examples(corpus, recipe.seed), start.tokenizer, recipe.seed)
    for batch in islice(stream, state.steps, None):
        if seen >= recipe.tokens:
            break
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(recipe, seen)
        recent.append(step(model, optimizer, batch, recipe))
        seen, steps = seen + batch.size, steps + 1
        smoothed = recent[-1] if math.isnan(smoothed) else _smooth(smoothed, recent[-1])
        if watch:
            watch(min(seen, recipe.tokens), recipe.tokens, smoothed)
        if seen >= recipe.tokens * (len(curve) + 1) / POINTS:
            loss = held_out_loss(model.eval(), start.tokenizer, examples)
            model.train()
            curve.append([seen, sum(recent) / len(recent), loss])
            recent = []
        if checkpoints and steps % checkpoints.every == 0:
            checkpoints.save(model, optimizer, Progressed(steps, seen, curve, recent))
    if recipe.method is Method.LORA:
        lora.merge(model)
    points = tuple(Point(int(tokens), learned, held) for tokens, learned, held in curve)
    return Trained(model.eval(), start.tokenizer, recipe, seen, steps, start.origin, points)


def followed(recipe: Recipe, start: Start) -> Recipe:
    """The recipe with what it leaves open decided."""
    rate = recipe.learning_rate or _fitting_rate(recipe.method, start)
    precision = recipe.precision
    if precision is Precision.AUTO:
        precision = Precision.BFLOAT16 if _has_bfloat16() else Precision.SINGLE
    return replace(recipe, learning_rate=rate, precision=precision)


def _fitting_rate(method: Method, start: Start) -> float:
    if method is Method.LORA:
        return 2e-3
    if start.origin == SCRATCH:
        return 2e-3
    return 8e-4 if start.model.config.n_embd <= SMALL else 2e-4


def _has_bfloat16() -> bool:
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


def _multiplied_in(precision: Precision) -> AbstractContextManager[object]:
    if precision is Precision.BFLOAT16:
        return torch.autocast("cpu", dtype=torch.bfloat16)
    return nullcontext()


def _optimizer(model: GPT2LMHeadModel, recipe: Recipe) -> torch.optim.Optimizer:
    """Decay would wear down the rows of an embedding that LoRA leaves alone."""
    decay = recipe.weight_decay if recipe.method is Method.FULL else 0.0
    learning = [parameter for parameter in model.parameters() if parameter.requires_grad]
    return torch.optim.AdamW(learning, lr=0.0, betas=recipe.betas, weight_decay=decay)


def _smooth(before: float, now: float) -> float:
    return SMOOTH * before + (1 - SMOOTH) * now


def learning_rate(recipe: Recipe, seen: int) -> float:
    """Linear warm-up, then a cosine down to `floor_share` of the peak."""
    share = min(1.0, seen / recipe.tokens)
    if share < recipe.warmup_share:
        return recipe.learning_rate * max(share / recipe.warmup_share, 0.02)
    cosine = 0.5 * (1 + math.cos(math.pi * share))
    return recipe.learning_rate * (recipe.floor_share + (1 - recipe.floor_share) * cosine)


def step(
    model: GPT2LMHeadModel, optimizer: torch.optim.Optimizer, batch: Batch, recipe: Recipe
) -> float:
    """One update; returns the weighted loss."""
    with _multiplied_in(recipe.precision):
        logits = forward(model, batch)
    loss = weighted_loss(logits.float(), batch)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(model.parameters(), recipe.clip)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())
