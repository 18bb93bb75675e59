"""`storeclerk bench generate`: the slot engine beside Hugging Face's `generate`, in one run.

Owns the workload and the stop-watch. Both decode greedily, with the same weights, prompts, lengths
and threads; every figure is a ratio to `generate` one by one, prefill included."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import print_json, print_table, progress

if TYPE_CHECKING:
    from llm.engine import GenerateRequest

CONCURRENT = (1, 4, 16, 32)
ROUNDS = 3
PROMPT_TOKENS = (8, 24)
REPLY_TOKENS = (16, 48)
UNTRAINED = {"n_embd": 256, "n_layer": 4, "n_head": 4, "n_positions": 256, "vocab_size": 2500}


@dataclass(frozen=True, slots=True)
class Timed:
    """Tokens a second, the median of the rounds."""

    name: str
    tokens_s: float


@click.command()
@click.option(
    "--model", "model_dir", type=click.Path(path_type=Path, file_okay=False),
    help="A GPT-2 checkpoint. Default: the shipped one, or untrained weights of its size.",
)  # fmt: skip
@click.option("--requests", "count", type=click.IntRange(min=1), default=32, show_default=True)
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(model_dir: Path | None, count: int, threads: int, as_json: bool) -> None:
    """Time the engine at 1, 4, 16 and 32 concurrent requests against generate, one by one."""
    import torch

    model, name = _model(model_dir)
    requests = _requests(count, model.config.vocab_size)
    torch.set_num_threads(threads)
    runs: dict[str, Callable[[], int]] = {
        "generate, one by one": lambda: _generate(model, requests)
    }
    for slots in CONCURRENT:
        runs[f"engine, {slots} concurrent"] = _engine_run(model, requests, slots, threads)
    timed = _time(runs)
    base = timed[0].tokens_s
    figures = {t.name: {"tokens_s": t.tokens_s, "ratio": t.tokens_s / base} for t in timed}
    if as_json:
        print_json({"model": name, "requests": count, "threads": threads, "runs": figures})
        return
    rows = [(t.name, f"{t.tokens_s:,.0f}", f"{t.tokens_s / base:.2f}") for t in timed]
    print_table(f"Generation, {name}, fp32", ("run", "tokens/s", "ratio"), rows)


def _model(model_dir: Path | None) -> tuple[Any, str]:
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel

    from actions.config import load_config

    folder = model_dir or load_config().path("generator")
    if (folder / "config.json").is_file():
        # In fp32: the file is half precision, in which a CPU would make the baseline crawl.
        model: Any = GPT2LMHeadModel.from_pretrained(
            folder, local_files_only=True, dtype=torch.float32
        )
        return model.eval(), folder.name
    model = GPT2LMHeadModel(
        GPT2Config.from_dict(UNTRAINED | {"bos_token_id": 0, "eos_token_id": 0})
    )
    return model.eval(), "untrained 4x256"


def _requests(count: int, vocabulary: int) -> list[GenerateRequest]:
    """Prompts and reply lengths as mixed as a shop's; no token stops them, so that every run
    makes the same number of tokens."""
    from llm.engine import GenerateRequest

    rng = random.Random(0)
    return [
        GenerateRequest(
            prompt_tokens=tuple(
                rng.randrange(1, vocabulary) for _ in range(rng.randint(*PROMPT_TOKENS))
            ),
            stop_token=-1,
            max_new_tokens=rng.randint(*REPLY_TOKENS),
        )
        for _ in range(count)
    ]


def _generate(model: Any, requests: Sequence[GenerateRequest]) -> int:
    """Returns the tokens made."""
    import torch

    made = 0
    for request in requests:
        ids = torch.tensor([request.prompt_tokens])
        with torch.inference_mode():
            out = model.generate(
                ids, attention_mask=torch.ones_like(ids), do_sample=False, eos_token_id=None,
                pad_token_id=0, max_new_tokens=request.max_new_tokens,
            )  # fmt: skip
        made += out.shape[1] - ids.shape[1]
    return made


def _engine_run(
    model: Any, requests: Sequence[GenerateRequest], slots: int, threads: int
) -> Callable[[], int]:
    from llm.engine import Engine

    engine = Engine(model, slots=slots, threads=threads)

    def run() -> int:
        sequences = [engine.add(request) for request in requests]
        while engine.has_work:
            engine.step()
        return sum(len(sequence.tokens) for sequence in sequences)

    return run


def _time(runs: dict[str, Callable[[], int]]) -> list[Timed]:
    """Round by round, each round every run, so that a busy minute hits them alike."""
    seen: dict[str, list[float]] = {name: [] for name in runs}
    total = (ROUNDS + 1) * len(runs)
    with progress("Timing") as advance:
        for number in range(ROUNDS + 1):
            for place, (name, run) in enumerate(runs.items(), start=1):
                started = time.perf_counter()
                made = run()
                if number:  # the first round warms up
                    seen[name].append(made / (time.perf_counter() - started))
                advance(number * len(runs) + place, total)
    return [Timed(name, statistics.median(speeds)) for name, speeds in seen.items()]
