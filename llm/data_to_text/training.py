"""Training a data-to-text model: passes over the rows until those held out stop getting better.

Owns the recipe; the step is the generator's."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor
from torch.nn import functional
from transformers import GPT2LMHeadModel

from llm.data_to_text.committee import Committee
from llm.data_to_text.rows import Row
from llm.data_to_text.vocabulary import Vocabulary
from llm.model.batches import Batch, collate
from llm.model.gpt2 import Size, build
from llm.model.loss import forward

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """`members` models are trained, each from a seed of its own. `held_out` is the share of the
    rows that training never sees: they say when to stop. The weights kept are a running mean
    (`average` is how much of it stays at a step)."""

    members: int = 3
    passes: int = 12
    seed: int = 17
    batch: int = 32
    learning_rate: float = 2e-3
    betas: tuple[float, float] = (0.9, 0.97)
    weight_decay: float = 0.1
    smoothing: float = 0.1
    clip: float = 1.0
    average: float = 0.99
    warmup_share: float = 0.05
    held_out: float = 0.03
    size: Size = field(
        default_factory=lambda: Size(layers=2, width=192, positions=160, dropout=0.1)
    )


@dataclass(frozen=True, slots=True)
class Pass:
    """Losses of a pass: -log p of a word."""

    learned: float
    held_out: float


@dataclass(frozen=True, slots=True)
class Member:
    """`best` is the pass whose weights it has."""

    model: GPT2LMHeadModel
    passes: tuple[Pass, ...]
    best: int


@dataclass(frozen=True, slots=True)
class Trained:
    members: tuple[Member, ...]
    vocabulary: Vocabulary
    recipe: Recipe

    @property
    def committee(self) -> Committee:
        return Committee([member.model for member in self.members], self.vocabulary)


def split(rows: Sequence[Row], share: float, seed: int) -> tuple[list[Row], list[Row]]:
    """Those to learn from and those held out, drawn."""
    drawn = list(rows)
    random.Random(seed).shuffle(drawn)
    count = max(1, round(share * len(drawn)))
    return drawn[count:], drawn[:count]


def train(rows: Sequence[Row], recipe: Recipe, progress: Progress | None = None) -> Trained:
    """`progress` hears steps done and steps in all."""
    learned, held_out = split(rows, recipe.held_out, recipe.seed)
    vocabulary = Vocabulary.of(learned)
    members = list[Member]()
    for number in range(recipe.members):

        def hear(done: int, steps: int, before: int = number) -> None:
            if progress:
                progress(before * steps + done, recipe.members * steps)

        one = replace(recipe, seed=recipe.seed + number)
        members.append(_member(learned, held_out, vocabulary, one, hear))
    return Trained(tuple(members), vocabulary, recipe)


def _member(
    learned: Sequence[Row],
    held_out: Sequence[Row],
    vocabulary: Vocabulary,
    recipe: Recipe,
    progress: Progress,
) -> Member:
    model = build(
        len(vocabulary.tokens),
        eos=vocabulary.eos,
        pad=vocabulary.pad,
        seed=recipe.seed,
        size=recipe.size,
    )
    average: GPT2LMHeadModel = copy.deepcopy(model)
    average.eval()  # type: ignore[no-untyped-call]
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=0.0, betas=recipe.betas, weight_decay=recipe.weight_decay
    )
    rng = random.Random(recipe.seed)
    steps = recipe.passes * -(-len(learned) // recipe.batch)
    done, passes, best = 0, list[Pass](), -1
    kept = copy.deepcopy(average.state_dict())
    for number in range(recipe.passes):
        losses = []
        model.train()
        for batch in _batches(learned, vocabulary, recipe.batch, rng):
            for group in optimizer.param_groups:
                group["lr"] = recipe.learning_rate * _rate(done / steps, recipe.warmup_share)
            losses.append(_step(model, optimizer, batch, recipe))
            _blend(average, model, min(recipe.average, (1 + done) / (10 + done)))
            done += 1
            progress(done, steps)
        passes.append(Pass(sum(losses) / len(losses), loss(average, vocabulary, held_out)))
        if best < 0 or passes[-1].held_out < passes[best].held_out:
            best, kept = number, copy.deepcopy(average.state_dict())
    average.load_state_dict(kept)
    return Member(average, tuple(passes), best)


def loss(model: GPT2LMHeadModel, vocabulary: Vocabulary, rows: Sequence[Row]) -> float:
    """Mean -log p of a word of the rows' sentences, their ends included."""
    total = count = 0.0
    with torch.inference_mode():
        for start in range(0, len(rows), 64):
            pairs = [
                (vocabulary.prompt(row.act), vocabulary.encode(row.sentence))
                for row in rows[start : start + 64]
            ]
            batch = _sentence_only(collate(pairs, vocabulary.pad))
            size = float(batch.weights[:, 1:].sum())
            total += float(_smoothed(forward(model, batch).float(), batch, 0.0)) * size
            count += size
    return total / count


def _batches(
    rows: Sequence[Row], vocabulary: Vocabulary, size: int, rng: random.Random
) -> Iterator[Batch]:
    """All rows once, those of like length together."""
    order = sorted(rows, key=lambda row: (len(row.sentence.split()), rng.random()))
    groups = [order[start : start + size] for start in range(0, len(order), size)]
    rng.shuffle(groups)
    for group in groups:
        pairs = [
            (vocabulary.prompt(row.act, rng), vocabulary.encode(row.sentence)) for row in group
        ]
        yield _sentence_only(collate(pairs, vocabulary.pad))


def _sentence_only(batch: Batch) -> Batch:
    # `forward` masks what weighs nothing: a prompt must stay seen, so it weighs next to nothing.
    return Batch(batch.tokens, torch.where(batch.weights == 1.0, 1.0, batch.weights * 1e-6))


def _step(
    model: GPT2LMHeadModel, optimizer: torch.optim.Optimizer, batch: Batch, recipe: Recipe
) -> float:
    result = _smoothed(forward(model, batch), batch, recipe.smoothing)
    result.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(model.parameters(), recipe.clip)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(result.detach())


def _smoothed(logits: Tensor, batch: Batch, smoothing: float) -> Tensor:
    targets, weights = batch.tokens[:, 1:], batch.weights[:, 1:]
    nll = functional.cross_entropy(
        logits.flatten(0, 1), targets.flatten(), reduction="none", label_smoothing=smoothing
    )
    return (nll * weights.flatten()).sum() / weights.sum()


def _blend(average: GPT2LMHeadModel, model: GPT2LMHeadModel, kept: float) -> None:
    with torch.no_grad():
        for mine, theirs in zip(average.parameters(), model.parameters(), strict=True):
            mine.lerp_(theirs, 1 - kept)


def _rate(share: float, warmup: float) -> float:
    """Up to 1 and down to 0, in straight lines."""
    return share / warmup if share < warmup else (1 - share) / (1 - warmup)
