"""`storeclerk train predict`: purchase, next act, return and churn, from the shop's own records."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli import output

if TYPE_CHECKING:
    from retrieval.personal.predict.forecast import Forecast
    from retrieval.personal.predict.schooling import Schooled
    from retrieval.personal.predict.session import Visit

ASKED = {
    "purchase": "Will this visit end in a purchase? (moments of {people:,} visitors' visits)",
    "return": "Will this order come back? (orders of {people:,} customers)",
    "churn": "No order within {days} days? (moments of {people:,} customers)",
}
TIMED = 500
NOTHING = {
    "too_few": "Too few to learn from: people of the rarer outcome must be at least {fewest}.",
    "no_better": "A model found nothing that holds for others: none is kept.",
}


@click.command()
@click.option(
    "--events", type=click.Path(path_type=Path),
    help="CSV or JSONL: session,type,product_id,occurred[,visitor,price,category,on_offer]; .gz "
    "too. Without it the shop's own are read, of those who agreed to be counted.",
)  # fmt: skip
@click.option(
    "--out", "folder", type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write; what is in it is replaced at the end. By default var/models/predict.",
)  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="Of folds and training.")
@click.option("--json", "as_json", is_flag=True, help="Print the card as one JSON object.")
def command(events: Path | None, folder: Path | None, seed: int, as_json: bool) -> None:
    """Learn what visits and orders come to, measured on people that it didn't learn from.

    Each question gets a model where that is better than the bare share of the past, and that share
    elsewhere. The folder gets the models and a card with figures, counts and training time.
    """
    from actions.cli.foreseeing import records_of
    from actions.config import load_config
    from retrieval.personal.predict.schooling import school

    config, began = load_config(), time.monotonic()
    records = records_of(config, events)
    with output.progress("Learning") as advance:
        schooled = school(
            records.visits, records.baskets, records.until, records.card, seed=seed,
            progress=lambda _, done, total: advance(done, total),
        )  # fmt: skip
    card = {**schooled.told, "train_s": round(time.monotonic() - began, 1)}
    card["told_ms"] = _timed(schooled.forecast, records.visits)
    target = folder or config.path("predictor")
    _with_card(schooled, card).save(target)
    if as_json:
        output.print_json({"out": str(target), **card})
    else:
        _show(schooled, card, target)


def _timed(forecast: Forecast, visits: Sequence[Visit]) -> dict[str, float]:
    """How long one visit's chance, reasons and next act take, one asked after the other."""
    import numpy as np

    took: list[tuple[float, float]] = []
    for visit in [one for one in visits if one.looking][-TIMED:]:
        start, busy = time.perf_counter(), time.thread_time()
        forecast.of(visit)
        took.append((time.perf_counter() - start, time.thread_time() - busy))
    if not took:
        return {}
    clock, cpu = 1000 * np.array(took).T
    figures = (np.median(clock), np.quantile(clock, 0.95), np.quantile(cpu, 0.95))
    told = dict(zip(("p50", "p95", "cpu_p95"), figures, strict=True))
    return {name: round(float(ms), 2) for name, ms in told.items()}


def _with_card(schooled: Schooled, card: dict[str, Any]) -> Any:
    from dataclasses import replace

    return replace(schooled.forecast, card=card)


def _show(schooled: Schooled, card: dict[str, Any], target: Path) -> None:
    if card["made_up"]:
        output.out.print("From MADE-UP visits: these figures say nothing of any shop.")
    told = f"{card['visits']:,} visits of {card['visitors']:,} visitors, {card['bought']:,} of them"
    output.out.print(f"{told} with a purchase.", markup=False)
    for name, title in ASKED.items():
        figures = card["figures"][name]
        if figures is None:
            output.out.print(f"{name}: there are too few orders to say anything.", markup=False)
            continue
        _show_question(title.format(days=schooled.forecast.churn_days, **figures), figures)
    _show_next(card["figures"]["next"])
    if told := card["told_ms"]:
        by_clock = f"{told['p50']} ms (95 of 100: {told['p95']} ms"
        output.out.print(f"A visit is told of in {by_clock}, {told['cpu_p95']} ms of CPU).")
    output.out.print(f"Written to {target} in {card['train_s']:.0f} s.", markup=False)


def _show_question(title: str, figures: dict[str, Any]) -> None:
    from retrieval.personal.predict.learning import FEWEST_OF_EACH

    if "auc" in figures:
        by = {"storeclerk": figures, **figures["baselines"]}
        rows = [
            (
                name,
                f"{one['auc']:.4f} ({one['auc_ci95'][0]:.3f}-{one['auc_ci95'][1]:.3f})",
                f"{one['ap']:.4f} ({one['ap_ci95'][0]:.3f}-{one['ap_ci95'][1]:.3f})",
                f"{one['calibration_error']:.4f}",
            )
            for name, one in by.items()
        ]
        columns = ("by", "AUC (95 %)", "average precision (95 %)", "calibration error")
        output.print_table(title, columns, rows)
    else:
        output.out.print(title, markup=False)
    if (why := NOTHING.get(figures["because"])) is not None:
        share = f"What is said is the share alone: {100 * figures['share']:.1f} %."
        output.out.print(f"{why.format(fewest=FEWEST_OF_EACH)} {share}", markup=False)


def _show_next(figures: dict[str, Any]) -> None:
    if "log_loss" not in figures:
        return
    by = {"storeclerk": figures, **figures["baselines"]}
    rows = [(name, one["log_loss"], one["accuracy"]) for name, one in by.items()]
    output.print_table("What comes next?", ("by", "log loss", "accuracy"), rows)
