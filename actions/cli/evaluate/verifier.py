"""`storeclerk evaluate verifier`: how many planted errors are caught, how many true replies kept.

Owns the run and its figures. Errors are `llm.tampering`'s, which shares nothing with the verifier.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import err, print_json, print_table, progress

if TYPE_CHECKING:
    from actions.config import Config
    from llm.grounding.final import FinalVerifier
    from llm.tampering import Planted, Sample

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
WRITTEN = "tests/llm/grounding/true_replies.toml"
SHOWN = 20


@dataclass(slots=True)
class Caught:
    """Of one kind of error."""

    planted: int = 0
    caught: int = 0
    baseline: int = 0


@dataclass(slots=True)
class Outcome:
    kinds: dict[str, Caught] = field(default_factory=dict)
    rows: list[tuple[str, bool]] = field(default_factory=list)
    missed: list[Planted] = field(default_factory=list)


@click.command()
@click.option("--in", "source", type=FILE, help="Requests, as `storeclerk generate` takes them.")
@click.option("--requests", "count", type=click.IntRange(min=1), default=2500, show_default=True,
              help="Without --in: how many to draw.")  # fmt: skip
@click.option("--index", "index_dir", type=FOLDER, help="What they are drawn from.")
@click.option("--written", type=FILE, help=f"True replies in other words. Default: {WRITTEN}.")
@click.option("--errors", type=click.IntRange(min=1), default=5000, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--model", "model_dir", type=FOLDER, help="Default: data/models/generator.")
@click.option("--out", type=FILE, help="CSV an error: row, prediction (1 caught), score, kind.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    source: Path | None,
    count: int,
    index_dir: Path | None,
    written: Path | None,
    errors: int,
    seed: int,
    model_dir: Path | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Plant errors in true replies, and see which of them the verifier of final texts lets pass.

    True replies are the model's, the templates', and those that people wrote in other words; half
    of the latter was never looked at when the verifier was made. The baseline asks whether every
    number and every capitalised name occurs in the facts.
    """
    from actions.cli.evaluate.true_replies import true_replies
    from actions.config import load_config
    from llm.grounding.final import FinalVerifier
    from llm.grounding.templates import Templates
    from llm.model.bundle import open_generator

    config = load_config()
    model = open_generator(model_dir or config.path("generator"))
    sources = true_replies(config, source, count, index_dir, written, model, seed)
    languages = config.languages_dir
    verifier = FinalVerifier(languages, Templates(languages), model.clauses)
    alarms = {name: _alarms(name, samples, verifier) for name, samples in sources.items()}
    known = [s for name, samples in sources.items() if name != "held out" for s in samples]
    outcome = _plant(known, verifier, config, errors, seed)
    if out is not None:
        _write(out, outcome)
    figures = _figures(outcome, alarms, _speed(verifier, sources["model"]))
    _explain(outcome)
    if as_json:
        print_json(figures)
    else:
        _show(figures)


def _alarms(name: str, samples: list[Sample], verifier: FinalVerifier) -> dict[str, Any]:
    from actions.cli.evaluate.plain_matcher import plainly_true

    faults = [(s, f) for s in samples if (f := verifier.fault(s.plan, s.text))]
    for sample, fault in faults[:SHOWN] if name != "held out" else []:
        err.print(f"true ({name}): {sample.text}\n    {fault}", markup=False)
    baseline = sum(not plainly_true(s.plan, s.text) for s in samples)
    return {"true": len(samples), "alarms": len(faults), "baseline_alarms": baseline}


def _plant(
    samples: list[Sample], verifier: FinalVerifier, config: Config, errors: int, seed: int
) -> Outcome:
    from actions.cli.evaluate.plain_matcher import plainly_true
    from llm.tampering import PlantWords, Tamperer

    words = PlantWords.load(config.languages_dir / config.shop.language)
    outcome = Outcome()
    with progress("Planting errors") as advance:
        for planted in Tamperer(samples, words, seed).plant(errors):
            plan = planted.sample.plan
            caught = verifier.fault(plan, planted.text) is not None
            kind = outcome.kinds.setdefault(planted.kind, Caught())
            kind.planted += 1
            kind.caught += caught
            kind.baseline += not plainly_true(plan, planted.text)
            outcome.rows.append((planted.kind, caught))
            if not caught:
                outcome.missed.append(planted)
            advance(len(outcome.rows), errors)
    return outcome


def _speed(verifier: FinalVerifier, samples: list[Sample]) -> float:
    started = time.process_time()
    for sample in samples:
        verifier.fault(sample.plan, sample.text)
    return (time.process_time() - started) / max(1, len(samples)) * 1000


def _figures(outcome: Outcome, alarms: dict[str, Any], ms: float) -> dict[str, Any]:
    from llm.tampering import KINDS, SALAD

    kinds = {name: outcome.kinds.get(name, Caught()) for name in KINDS}
    errors = sum(kind.planted for kind in kinds.values())
    salad = outcome.kinds.get(SALAD, Caught())
    true, wrong = (sum(one[key] for one in alarms.values()) for key in ("true", "alarms"))
    return {
        "errors": errors,
        "kinds": sum(kind.planted > 0 for kind in kinds.values()),
        "caught": sum(kind.caught for kind in kinds.values()) / max(1, errors),
        "missed": errors - sum(kind.caught for kind in kinds.values()),
        "baseline_caught": sum(kind.baseline for kind in kinds.values()) / max(1, errors),
        "true_replies": true,
        "false_alarms": wrong / max(1, true),
        "alarms": alarms,
        "by_kind": {name: _kind(kind) for name, kind in kinds.items()},
        "word_order": _kind(salad),
        "cpu_ms_a_reply": round(ms, 3),
    }


def _kind(kind: Caught) -> dict[str, int]:
    return {"planted": kind.planted, "caught": kind.caught, "baseline": kind.baseline}


def _write(out: Path, outcome: Outcome) -> None:
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("row", "prediction", "score", "kind"))
        for number, (kind, caught) in enumerate(outcome.rows):
            writer.writerow((number, int(caught), f"{caught:.4f}", kind))


def _explain(outcome: Outcome) -> None:
    """What got through, on stderr: text as text, never markup."""
    from llm.tampering import SALAD

    missed = [planted for planted in outcome.missed if planted.kind != SALAD]
    for planted in missed[:SHOWN]:
        err.print(f"{planted.kind}: {planted.text}", markup=False, style="red")
        err.print(f"    instead of: {planted.sample.text}", markup=False)


def _show(figures: dict[str, Any]) -> None:
    rows: Iterable[tuple[object, ...]] = [
        (name, one["planted"], one["caught"], one["baseline"])
        for name, one in (
            *figures["by_kind"].items(),
            ("(words in no order)", figures["word_order"]),
        )
    ]
    print_table(
        "Errors planted in true replies", ("kind", "planted", "caught", "baseline"), list(rows)
    )
    rows = [
        (name, one["true"], one["alarms"], one["baseline_alarms"])
        for name, one in figures["alarms"].items()
    ]
    print_table("True replies", ("of", "replies", "false alarms", "baseline"), list(rows))
    named = (
        "errors",
        "kinds",
        "caught",
        "missed",
        "baseline_caught",
        "true_replies",
        "false_alarms",
    )
    print_table(
        "In all", ("figure", "value"), [(n, figures[n]) for n in (*named, "cpu_ms_a_reply")]
    )
