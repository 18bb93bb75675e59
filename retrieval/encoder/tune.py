"""Tunes MiniLM on a catalogue: a query is drawn to its product and away from the others of its
batch (multiple negatives ranking, Henderson et al. 2017). Owns the training; what the pairs are is
the caller's. Needs torch.
"""

from __future__ import annotations

import math
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from retrieval.encoder.base import MODEL_FILE, TOKENIZER_FILE, EncoderInfo, Progress
from retrieval.encoder.export import DIM, MAX_TOKENS, RECIPE
from retrieval.encoder.sentence import SentenceModel
from retrieval.encoder.weights import WEIGHTS_FOLDER, source_folder, weights_hash

HALFWAY_FILE = "halfway.pt"
KEPT_EVERY = 25  # steps


@dataclass(frozen=True, slots=True)
class Pair:
    """`same` is what the query asks for, by which `also(pair, other)` may tell that the other's
    product is right for it, too: then that one is no negative."""

    query: str
    text: str
    same: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """`learned` is how far the weights come from the original towards what was learned (Wortsman
    et al. 2022): made-up queries are no customers', and all the way forgets more than it gains."""

    rate: float = 3e-5
    batch: int = 64
    query_tokens: int = 12
    text_tokens: int = 32
    scale: float = 20.0
    warm_up: float = 0.1
    learned: float = 0.5
    seed: int = 5


Also = Callable[[Pair, Pair], bool]


def tune(
    pairs: Sequence[Pair],
    out: Path,
    *,
    name: str,
    also: Also,
    recipe: Recipe | None = None,
    progress: Progress | None = None,
) -> EncoderInfo:
    """Write a tuned encoder into `out`, in the place of what is there, when all is done. Stopped
    halfway, the next call with the same pairs goes on from the last step that was kept. `progress`
    counts pairs."""
    recipe = recipe or Recipe()
    out.parent.mkdir(parents=True, exist_ok=True)
    work = out.parent / f".{out.name}.tuning"
    work.mkdir(exist_ok=True)
    source = source_folder()
    training = _Training(SentenceModel.load(source), source, pairs, recipe, also)
    training.resume(work / HALFWAY_FILE)
    training.run(work / HALFWAY_FILE, progress)
    training.draw_back()
    return _export(training.model, source, work, out, name)


class _Training:
    """The order of the pairs hangs on the seed alone, so that it can be taken up again."""

    def __init__(
        self,
        model: SentenceModel,
        source: Path,
        pairs: Sequence[Pair],
        recipe: Recipe,
        also: Also,
    ) -> None:
        self.model = model
        self._recipe = recipe
        self._also = also
        self._tokenizer = Tokenizer.from_file(str(source / TOKENIZER_FILE))
        order = list(pairs)
        random.Random(recipe.seed).shuffle(order)
        whole = len(order) - len(order) % recipe.batch or len(order)
        self._batches = [order[at : at + recipe.batch] for at in range(0, whole, recipe.batch)]
        self._key = repr((asdict(recipe), [(p.query, p.text) for p in order[:50]], len(order)))
        for parameter in self._frozen():
            parameter.requires_grad_(False)
        trained = [p for p in model.parameters() if p.requires_grad]
        self._original = [parameter.detach().clone() for parameter in trained]
        self._optimizer = torch.optim.AdamW(trained, lr=recipe.rate, weight_decay=0.01)
        self._step = 0

    def run(self, halfway: Path, progress: Progress | None) -> None:
        self.model.eval()  # without dropout: the fewer the steps, the more it costs
        total = len(self._batches)
        while self._step < total:
            batch = self._batches[self._step]
            for group in self._optimizer.param_groups:
                group["lr"] = self._recipe.rate * self._share(self._step, total)
            self._optimizer.zero_grad()
            with torch.autocast("cpu", torch.bfloat16, enabled=_has_bfloat16()):
                loss = self._loss(batch)
            loss.backward()  # type: ignore[no-untyped-call]
            self._optimizer.step()
            self._step += 1
            if progress is not None:
                progress(self._step * self._recipe.batch, total * self._recipe.batch)
            if self._step % KEPT_EVERY == 0:
                self._keep(halfway)

    def draw_back(self) -> None:
        """From all that was learned to the recipe's share of it."""
        trained = [p for p in self.model.parameters() if p.requires_grad]
        with torch.no_grad():
            for parameter, original in zip(trained, self._original, strict=True):
                parameter.lerp_(original, 1.0 - self._recipe.learned)

    def resume(self, halfway: Path) -> None:
        if not halfway.is_file():
            return
        held = torch.load(halfway, weights_only=True)
        if held["key"] == self._key:
            self.model.load_state_dict(held["model"])
            self._optimizer.load_state_dict(held["optimizer"])
            self._step = int(held["step"])

    def _keep(self, halfway: Path) -> None:
        aside = halfway.with_suffix(".new")
        held = {
            "key": self._key,
            "step": self._step,
            "model": self.model.state_dict(),
            "optimizer": self._optimizer.state_dict(),
        }
        torch.save(held, aside)
        aside.replace(halfway)

    def _loss(self, batch: Sequence[Pair]) -> Tensor:
        queries = self._encoded([pair.query for pair in batch], self._recipe.query_tokens)
        texts = self._encoded([pair.text for pair in batch], self._recipe.text_tokens)
        likeness = self._recipe.scale * queries @ texts.T  # (B, B)
        right_too = torch.tensor(
            [[a is not b and self._also(a, b) for b in batch] for a in batch], dtype=torch.bool
        )
        wanted = torch.arange(len(batch))
        return nn.functional.cross_entropy(likeness.masked_fill(right_too, -1e4), wanted)

    def _encoded(self, texts: Sequence[str], most: int) -> Tensor:
        self._tokenizer.enable_truncation(most)
        self._tokenizer.enable_padding()
        tokens = self._tokenizer.encode_batch_fast(list(texts))
        ids = torch.tensor([t.ids for t in tokens])
        mask = torch.tensor([t.attention_mask for t in tokens])
        encoded: Tensor = self.model(ids, mask)
        return encoded

    def _frozen(self) -> list[nn.Parameter]:
        """The vocabulary: most of the weights, and what other catalogues' words rest on."""
        return [p for n, p in self.model.named_parameters() if ".embeddings." in n]

    def _share(self, step: int, total: int) -> float:
        warm = max(1, math.ceil(total * self._recipe.warm_up))
        return (step + 1) / warm if step < warm else (total - step) / max(1, total - warm)


def _has_bfloat16() -> bool:
    """Where the processor multiplies in half precision a step takes less than half the time, for
    the same loss; where it doesn't, emulating it takes longer."""
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


def _export(model: SentenceModel, source: Path, work: Path, out: Path, name: str) -> EncoderInfo:
    from retrieval.encoder.trace import write_model  # noqa: PLC0415 - seconds, training only

    made = work / "made"
    shutil.rmtree(made, ignore_errors=True)
    weights = made / WEIGHTS_FOLDER
    weights.mkdir(parents=True)
    model.body.save_pretrained(weights)  # type: ignore[operator]
    shutil.copy(source / TOKENIZER_FILE, weights / TOKENIZER_FILE)
    write_model(weights, made / MODEL_FILE)
    tokenizer = Tokenizer.from_file(str(source / TOKENIZER_FILE))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    tokenizer.save(str(made / TOKENIZER_FILE))
    info = EncoderInfo(name, weights_hash(weights), RECIPE, DIM, MAX_TOKENS)
    info.save(made)
    if out.exists():
        shutil.rmtree(out)
    shutil.move(made, out)
    shutil.rmtree(work)
    return info
