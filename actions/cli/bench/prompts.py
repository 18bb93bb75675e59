"""`storeclerk bench prompts`: what it would save to keep beginnings that prompts have in common.

Owns the upper bound: a memory without end, a look-up that costs nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import print_json, print_table

if TYPE_CHECKING:
    from llm.engine import Engine, GenerateRequest
    from llm.model.bundle import Generator

CONCURRENT = (1, 16, 32)
ROUNDS = 3
MAX_NEW_TOKENS = 96
SEED = 11

Tokens = tuple[int, ...]


@click.command()
@click.option("--prompts", "count", type=click.IntRange(2), default=320, show_default=True)
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(count: int, threads: int, as_json: bool) -> None:
    """Count what prompts share and time how much of a reply goes into reading them."""
    from actions.config import load_config
    from llm.engine import Engine, NumberFormat
    from llm.model.bundle import open_generator

    config = load_config()
    generator = open_generator(config.path("generator"))
    prompts = _prompts(generator, config.languages_dir.parent / "replies", count)
    model = generator.model.cast(NumberFormat.AUTO)
    shared = shared_tokens(prompts) / sum(map(len, prompts))
    runs = []
    for slots in CONCURRENT:
        engine = Engine(model, slots=slots, threads=threads)
        reading = _reading_share(engine, prompts, generator.tokenizer.eos)
        runs.append({"concurrent": slots, "reading": reading, "saved_at_most": shared * reading})
    report: dict[str, Any] = {
        "prompts": count, "tokens": mean(map(len, prompts)), "shared": shared, "runs": runs
    }  # fmt: skip
    if as_json:
        print_json(report)
        return
    rows = [tuple(f"{value:.0%}" if name != "concurrent" else str(value)
                  for name, value in run.items()) for run in runs]  # fmt: skip
    print_table(
        f"{count} prompts of {report['tokens']:.1f} tokens; {shared:.0%} of them stand in a "
        "beginning that an earlier prompt had",
        ("concurrent", "reading, of all time", "saved at most"), rows,
    )  # fmt: skip


def shared_tokens(prompts: Iterable[Tokens]) -> int:
    """How many tokens needn't be read if all that ever was is kept. A prompt's last one always is:
    the reply's first token comes from it."""
    known: set[Tokens] = set()
    shared = 0
    for prompt in prompts:
        shared += max((end for end in range(1, len(prompt)) if prompt[:end] in known), default=0)
        known.update(prompt[:end] for end in range(1, len(prompt) + 1))
    return shared


def _prompts(generator: Generator, corpus: Path, count: int) -> list[Tokens]:
    from llm.corpus.corpus import Corpus
    from llm.corpus.examples import draw_examples
    from llm.plan import Fact, Plan

    plans = (
        Plan.of(
            each.form, tuple(Fact(slot, slot, slot, slot, "search") for slot in each.slots),
            each.query,
        )
        for each in draw_examples(Corpus.load(corpus), SEED)
    )  # fmt: skip
    known = (plan for plan in plans if generator.tokenizer.knows(plan))
    return [generator.tokenizer.prompt(plan) for plan in islice(known, count)]


def _reading_share(engine: Engine, prompts: Sequence[Tokens], stop_token: int) -> float:
    """Of the processor's time: replies of one token beside whole ones."""
    from llm.engine import GenerateRequest

    whole = [
        GenerateRequest(prompt, stop_token, MAX_NEW_TOKENS, 0.6, 0.95, seed=number)
        for number, prompt in enumerate(prompts)
    ]
    first = [replace(request, max_new_tokens=1) for request in whole]
    _spent(engine, whole[:8])  # warms up
    return median(_spent(engine, first) / _spent(engine, whole) for _ in range(ROUNDS))


def _spent(engine: Engine, requests: Sequence[GenerateRequest]) -> float:
    started = time.process_time()
    for request in requests:
        engine.add(request)
    while engine.has_work:
        engine.step()
    return time.process_time() - started
