"""`storeclerk bench embed`: our encoder beside sentence-transformers' own `encode`, in one run.

Owns the workload, the stop-watch and the table; the ways to encode are `embed_runs`'s. Both use the
same weights and threads; every figure is a ratio to sentence-transformers on the same texts."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click

from actions.cli.output import out, print_json, print_table, progress

ROUNDS = 3
CONCURRENT = (8, 32)
RELEVANCE = """\
What the bytes cost in relevance: index and rank once by each, and compare.
  storeclerk index SOURCE --index A && storeclerk evaluate search --ratings CSV --index A
  STORECLERK_ENCODER_DEVICE=cpu:0 storeclerk index SOURCE --index B
  STORECLERK_ENCODER_DEVICE=cpu:0 storeclerk evaluate search --ratings CSV --index B"""


@dataclass(frozen=True, slots=True)
class Run:
    """`encode` does all of the work once; `base` names the run that it is measured against."""

    texts: int
    base: str
    encode: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Timed:
    """Texts a second, the medians of the rounds: by the clock, and of the processor's time alone.
    The second is what is left of the first where others work on the machine, too."""

    texts_s: float
    texts_cpu_s: float


@click.command()
@click.option("--queries", "asked", type=click.IntRange(1), default=64, show_default=True)
@click.option("--titles", "count", type=click.IntRange(1), default=256, show_default=True)
@click.option(
    "--index", "folder", type=click.Path(path_type=Path),
    help="Take the titles of the products here; by default they are made up.",
)  # fmt: skip
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--device", default="cpu", show_default=True, help="torch's name of a GPU: cuda.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    asked: int, count: int, folder: Path | None, threads: int, device: str, as_json: bool
) -> None:
    """Time single queries, concurrent ones and titles against sentence-transformers' encode."""
    from actions.cli.bench.embed_runs import Encoders, ask_together
    from actions.cli.bench.made_catalogue import queries

    asks, titles = queries(asked), _titles(folder, count)
    with Encoders.opened(threads, device) as models:
        runs: dict[str, Run] = {}
        for name, encode in models.encoders().items():
            runs[f"{name}, query by query"] = Run(
                asked, f"{models.BASE}, query by query", _each(encode, asks)
            )
            runs[f"{name}, titles"] = Run(count, f"{models.BASE}, titles", partial(encode, titles))
        for clients in CONCURRENT:
            runs[f"{models.name}, {clients} searches at a time"] = Run(
                asked,
                f"{models.BASE}, query by query",
                partial(ask_together, models.served, asks, clients),
            )
        timed = _time(runs)
        cosine = models.cosine([*asks, *titles])
    figures = {
        name: {
            "texts_s": t.texts_s,
            "ratio": t.texts_s / timed[runs[name].base].texts_s,
            "texts_cpu_s": t.texts_cpu_s,
            "cpu_ratio": t.texts_cpu_s / timed[runs[name].base].texts_cpu_s,
        }
        for name, t in timed.items()
    }
    report = {
        "queries": asked,
        "titles": count,
        "threads": threads,
        "device": device,
        "served": models.name,
        "runs": figures,
    } | cosine
    if as_json:
        print_json(report)
        return
    _show(report, figures)


def _titles(folder: Path | None, count: int) -> list[str]:
    from actions.cli.bench.made_catalogue import products

    if folder is None:
        return [product.title for product in products(count)]
    from actions.cli.opening import open_index

    index = open_index(folder)
    try:
        found = [product.title for product in index.products()]
    finally:
        index.close()
    return found[:: max(1, len(found) // count)][:count]


def _each(encode: Callable[[list[str]], object], asks: Sequence[str]) -> Callable[[], None]:
    def run() -> None:
        for ask in asks:
            encode([ask])

    return run


def _time(runs: Mapping[str, Run]) -> dict[str, Timed]:
    """Round by round, each round every run, so that a busy minute hits them alike."""
    seen: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    total = (ROUNDS + 1) * len(runs)
    with progress("Timing") as advance:
        for number in range(ROUNDS + 1):
            for place, (name, run) in enumerate(runs.items(), start=1):
                began, worked = time.perf_counter(), time.process_time()
                run.encode()
                took = time.perf_counter() - began, time.process_time() - worked
                if number:  # the first round warms up
                    seen[name].append(took)
                advance(number * len(runs) + place, total)
    return {
        name: Timed(
            *(run.texts / statistics.median(times) for times in zip(*seen[name], strict=True))
        )
        for name, run in runs.items()
    }


def _show(report: Mapping[str, Any], figures: Mapping[str, Mapping[str, float]]) -> None:
    rows = [
        (
            name,
            f"{f['texts_s']:,.0f}",
            f"{f['ratio']:.2f}",
            f"{f['texts_cpu_s']:,.0f}",
            f"{f['cpu_ratio']:.2f}",
        )
        for name, f in figures.items()
    ]
    title = f"{report['queries']} queries, {report['titles']} titles, {report['threads']} thread(s)"
    print_table(title, ("run", "texts/s", "ratio", "texts/CPU s", "CPU ratio"), rows)
    out.print(
        f"{report['served']} beside sentence-transformers: cosine {report['cosine']:.4f} in the "
        f"mean, {report['cosine_min']:.4f} at worst.",
        markup=False,
    )
    out.print(RELEVANCE, markup=False, highlight=False)
