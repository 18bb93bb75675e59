"""`storeclerk bench generate`: the slot engine beside Hugging Face's `generate`, its static and its
continuous batches and CTranslate2, in one run.

Owns the workload, the stop-watch and the table. All decode greedily, with the same weights,
prompts, lengths and threads; a figure is a ratio to `generate` one by one, prefill included."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import err, print_json, print_table, progress

if TYPE_CHECKING:
    from actions.cli.bench.decoders import Decoder
    from llm.engine import GenerateRequest

CONCURRENT = (1, 4, 16, 32)
SOLO = "generate, one by one"
PROMPT_TOKENS = (8, 24)
REPLY_TOKENS = (16, 48)
LOADS = (0.7, 4.0)  # arrivals, in what `generate` one by one could just serve
MOST = 32
UNTRAINED = {"n_embd": 256, "n_layer": 4, "n_head": 4, "n_positions": 256, "vocab_size": 2500}
GPT2_124M = {"n_embd": 768, "n_layer": 12, "n_head": 12, "n_positions": 1024, "vocab_size": 50257}


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is timed. `solo` bounds what is decoded one by one: it is as quick for few."""

    requests: int
    solo: int
    rounds: int


EFFORTS = {"shipped": Effort(32, 8, 3), "124m": Effort(32, 2, 1)}


@dataclass(frozen=True, slots=True)
class Timed:
    """Tokens a second, the median of the rounds: by the clock, and by the processor's time, which
    other work on the machine doesn't lengthen."""

    tokens_s: float
    tokens_cpu_s: float


@click.command()
@click.option(
    "--model", "model_dir", type=click.Path(path_type=Path, file_okay=False),
    help="A GPT-2 checkpoint. Default: the shipped one, or untrained weights of its size.",
)  # fmt: skip
@click.option("--size", type=click.Choice(list(EFFORTS)), default="shipped", show_default=True,
              help="124m: untrained weights of GPT-2's size.")  # fmt: skip
@click.option("--requests", "count", type=click.IntRange(min=1), help="Default: by size.")
@click.option("--rounds", type=click.IntRange(min=1), help="Default: by size.")
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--device", type=click.Choice(["cpu", "cuda"]), default="cpu", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    model_dir: Path | None,
    size: str,
    count: int | None,
    rounds: int | None,
    threads: int,
    device: str,
    as_json: bool,
) -> None:
    """Time the engine at 1, 4, 16 and 32 concurrent requests beside four other decoders."""
    import torch

    if device == "cuda" and not torch.cuda.is_available():
        raise click.UsageError("there is no GPU that torch can use")
    torch.set_num_threads(threads)
    model, name = _model(model_dir, size)
    model = model.to(device)
    effort = EFFORTS[size]
    effort = replace(effort, rounds=rounds or effort.rounds)
    requests = _requests(count or effort.requests, model.config.vocab_size)
    decoders, skipped = _decoders(model, threads, device)
    timed = _closed_loop(decoders, requests, effort)
    report: dict[str, Any] = {
        "model": name, "requests": len(requests), "threads": threads, "device": device,
        "runs": _ratios(timed), "poisson": _poisson(decoders, requests, timed[SOLO]),
        "skipped": skipped,
    }  # fmt: skip
    if device == "cuda":
        report["floor"] = _floor(model)
    if as_json:
        print_json(report)
    else:
        _show(report)


def _model(model_dir: Path | None, size: str) -> tuple[Any, str]:
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel

    from actions.config import load_config

    torch.manual_seed(0)
    ends = {"bos_token_id": 0, "eos_token_id": 0}
    if size == "124m" and model_dir is None:
        untrained: Any = GPT2LMHeadModel(GPT2Config.from_dict(GPT2_124M | ends))
        return untrained.eval(), "untrained 12x768"
    folder = model_dir or load_config().path("generator")
    if (folder / "config.json").is_file():
        # In fp32: the file is half precision, in which a CPU would make the baseline crawl.
        model: Any = GPT2LMHeadModel.from_pretrained(
            folder, local_files_only=True, dtype=torch.float32
        )
        return model.eval(), folder.name
    model = GPT2LMHeadModel(GPT2Config.from_dict(UNTRAINED | ends))
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


def _decoders(model: Any, threads: int, device: str) -> tuple[dict[str, Decoder], list[str]]:
    from actions.cli.bench import decoders as known
    from llm.engine import Gpt2

    skipped = []
    found: dict[str, Decoder] = {
        "generate, static batches": known.HuggingFace(model),
        "generate_batch, continuous": known.HuggingFaceContinuous(model),
    }
    try:
        found[known.CTranslate2.name(device)] = known.CTranslate2(model, threads, device)
    except known.Missing as error:
        skipped.append(str(error))
    ours = Gpt2.from_transformers(model)
    runnable, why_not = known.formats(device)
    skipped += why_not
    for number_format in runnable:
        found[f"ours {number_format}"] = known.Ours(ours.cast(number_format), threads)
    return found, skipped


def _closed_loop(
    decoders: dict[str, Decoder], requests: Sequence[GenerateRequest], effort: Effort
) -> dict[str, Timed]:
    """Round by round, each round every run, so that a busy minute hits them alike."""
    solo = decoders["generate, static batches"]
    few = requests[: effort.solo]
    runs: dict[str, Callable[[], int]] = {SOLO: lambda: solo.run(few, 1)}
    for name, decoder in decoders.items():
        for concurrent in CONCURRENT:
            if decoder is solo and concurrent == 1:
                continue
            some = few if concurrent == 1 else requests
            runs[f"{name}, {concurrent}"] = _run(decoder, some, concurrent)
    for decoder in decoders.values():
        for concurrent in CONCURRENT:
            decoder.run(requests[:2], concurrent)  # warms up
    return _time(runs, effort.rounds)


def _run(
    decoder: Decoder, requests: Sequence[GenerateRequest], concurrent: int
) -> Callable[[], int]:
    return lambda: decoder.run(requests, concurrent)


def _time(runs: dict[str, Callable[[], int]], rounds: int) -> dict[str, Timed]:
    clock: dict[str, list[float]] = {name: [] for name in runs}
    own: dict[str, list[float]] = {name: [] for name in runs}
    with progress("Timing") as advance:
        for number in range(rounds):
            for place, (name, run) in enumerate(runs.items(), start=1):
                started, spent = time.perf_counter(), time.process_time()
                made = run()
                clock[name].append(made / (time.perf_counter() - started))
                own[name].append(made / (time.process_time() - spent))
                advance(number * len(runs) + place, rounds * len(runs))
    return {
        name: Timed(statistics.median(clock[name]), statistics.median(own[name])) for name in runs
    }


def _ratios(timed: dict[str, Timed]) -> dict[str, dict[str, float]]:
    base = timed[SOLO]
    return {
        name: {
            "tokens_s": each.tokens_s, "ratio": each.tokens_s / base.tokens_s,
            "ratio_cpu": each.tokens_cpu_s / base.tokens_cpu_s,
        }
        for name, each in timed.items()
    }  # fmt: skip


def _poisson(
    decoders: dict[str, Decoder], requests: Sequence[GenerateRequest], solo: Timed
) -> dict[str, dict[str, float]]:
    """Only decoders that can be stopped between batches or steps: `generate_batch` keeps a thread
    of its own, whose waits no other clock can count."""
    from actions.cli.bench import decoders as known
    from actions.cli.bench.poisson import arrivals, continuously, in_batches, in_units

    mean = statistics.mean(request.max_new_tokens for request in requests)
    unit_s = mean / solo.tokens_cpu_s
    few = requests[: MOST * 2]
    found: dict[str, dict[str, float]] = {}
    for load in LOADS:
        times = arrivals(len(few), load / unit_s)
        for name, decoder in decoders.items():
            if isinstance(decoder, known.Ours):
                latencies = continuously(decoder.engine(MOST), few, times)
            elif isinstance(decoder, known.Batched):
                latencies = in_batches(decoder, few, times, MOST)
            else:
                continue
            found[f"{name}, load {load}"] = in_units(latencies, unit_s)
    return found


def _floor(model: Any) -> list[dict[str, Any]]:
    from actions.cli.bench.floor import floors
    from llm.engine import Gpt2, NumberFormat

    parameters = sum(parameter.numel() for parameter in model.parameters())
    return list(floors(Gpt2.from_transformers(model).cast(NumberFormat.BF16), parameters))


def _show(report: dict[str, Any]) -> None:
    rows = [
        (name, f"{run['tokens_s']:,.0f}", f"{run['ratio']:.2f}", f"{run['ratio_cpu']:.2f}")
        for name, run in report["runs"].items()
    ]
    print_table(
        f"Generation, {report['model']}, {report['threads']} thread(s), concurrent requests",
        ("run", "tokens/s", "ratio", "by processor time"), rows,
    )  # fmt: skip
    waits = [(n, f"{w['p50']:.2f}", f"{w['p95']:.2f}") for n, w in report["poisson"].items()]
    print_table(
        "Poisson arrivals, latency in requests served alone (load 1: what one by one can serve)",
        ("run", "p50", "p95"), waits,
    )  # fmt: skip
    if "floor" in report:
        floor = [
            (str(f["batch"]), f"{f['step_us']:.0f}", f"{f['floor_us']:.0f}", f"{f['ratio']:.2f}")
            for f in report["floor"]
        ]
        print_table(
            "A step beside the memory's bandwidth", ("batch", "us", "floor us", "ratio"), floor
        )
    for reason in report["skipped"]:
        err.print(f"skipped: {reason}", markup=False)
