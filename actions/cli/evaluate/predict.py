"""`storeclerk evaluate predict`: how likely a visit ends in a purchase, or what a column says."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import out, print_json, print_table, progress

if TYPE_CHECKING:
    from retrieval.personal.predict import Figures, Predicted

SHOWN = 10


@click.command()
@click.option(
    "--train", "teaching", type=click.Path(path_type=Path),
    help="CSV with a header, a row a visit; .gz too.",
)  # fmt: skip
@click.option(
    "--sessions", type=click.Path(path_type=Path),
    help="In place of --train and --target: clicks with session, item and time; .gz too. Asked is "
    "after each click whether there will be another.",
)  # fmt: skip
@click.option(
    "--test", "asked", type=click.Path(path_type=Path),
    help="CSV of the same columns; by default the rows of --train are cross-validated.",
)  # fmt: skip
@click.option("--target", help="The column to predict; true is TRUE, yes or 1.")
@click.option(
    "--without", multiple=True, metavar="COLUMN",
    help="Leave a column out; may be repeated, or name several with commas.",
)  # fmt: skip
@click.option("--folds", type=click.IntRange(2, 20), default=5, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True, help="Of folds and training.")
@click.option(
    "--out", "target_file", type=click.Path(path_type=Path, dir_okay=False),
    help="CSV: row, prediction, score, then what each column adds; .gz too.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    teaching: Path | None,
    sessions: Path | None,
    asked: Path | None,
    target: str | None,
    without: tuple[str, ...],
    folds: int,
    seed: int,
    target_file: Path | None,
    as_json: bool,
) -> None:
    """AUC, average precision and calibration beside logistic regression and LightGBM.

    All columns are used but --without. What each adds to the log-odds is told, and adds up to the
    prediction. AUC and average precision are the folds' mean; the calibration error is the mean
    distance of probability and share over ten bins. With --sessions no session teaches and is
    asked about, and intervals draw whole sessions.
    """
    if sessions is not None:
        from actions.cli.evaluate.goes_on import evaluate_sessions

        if teaching is not None or target is not None or without:
            raise click.UsageError("--sessions needs no --train, --target and --without")
        evaluate_sessions(sessions, asked, folds, seed, target_file, as_json)
        return
    if teaching is None or target is None:
        raise click.UsageError("name --train and --target, or --sessions")
    _evaluate_table(teaching, asked, target, without, folds, seed, target_file, as_json)


def _evaluate_table(
    teaching: Path,
    asked: Path | None,
    target: str,
    without: tuple[str, ...],
    folds: int,
    seed: int,
    target_file: Path | None,
    as_json: bool,
) -> None:
    from retrieval.personal.predict import cross_validated, figures, predicted, read_table

    left_out = [name.strip() for said in without for name in said.split(",") if name.strip()]
    rows = read_table(teaching, target, left_out)
    with progress("Learning") as advance:
        if asked is None:
            scored = rows
            found = cross_validated(rows, folds, seed=seed, progress=advance)
        else:
            scored = read_table(asked, target, left_out, may_lack=True)
            found = predicted(rows, scored, seed=seed, progress=advance)
    if target_file is not None:
        _write(target_file, found)
    truth, by = scored.truth, {}
    if truth is not None and truth.any() and not truth.all():
        by = {n: figures(truth, one, found.fold) for n, one in found.probability.items()}
    if as_json:
        print_json(_report(found, by, len(scored), folds if asked is None else None))
    else:
        _show(found, by, len(scored))


def _report(
    found: Predicted, by: Mapping[str, Figures], rows: int, folds: int | None
) -> dict[str, Any]:
    from retrieval.personal.predict import OURS

    ours = by[OURS].as_json() if by else {}
    return {
        **ours,
        "rows": rows,
        "folds": folds,
        "baselines": {name: one.as_json() for name, one in by.items() if name != OURS},
        "contributions": dict(found.importance()),
        "contributions_apart": found.apart,
    }


def _show(found: Predicted, by: Mapping[str, Figures], rows: int) -> None:
    told = [
        (
            name,
            f"{one.auc:.4f} ({one.auc_ci95[0]:.3f}-{one.auc_ci95[1]:.3f})",
            f"{one.ap:.4f} ({one.ap_ci95[0]:.3f}-{one.ap_ci95[1]:.3f})",
            f"{one.calibration_error:.4f}",
        )
        for name, one in by.items()
    ]
    if told:
        columns = ("by", "AUC (95 %)", "average precision (95 %)", "calibration error")
        print_table(f"{rows:,} rows", columns, told)
    else:
        out.print(f"{rows:,} rows predicted; their outcomes aren't told, so nothing is scored.")
    most = found.importance()[:SHOWN]
    longest = max((share for _, share in most), default=0.0) or 1.0
    bars = [(name, f"{share:.3f}", "█" * round(24 * share / longest)) for name, share in most]
    print_table("What moves the log-odds, on average", ("column", "by", ""), bars)
    out.print(f"What the columns add is the prediction but for {found.apart:.1e}.", markup=False)


def _write(path: Path, found: Predicted) -> None:
    from retrieval.personal.predict import OURS

    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(("row", "prediction", "score", *found.columns, "all rows"))
    pairs = zip(found.probability[OURS].tolist(), found.contributions.tolist(), strict=True)
    for number, (score, adds) in enumerate(pairs):
        rows.writerow((number, int(score >= 0.5), f"{score:.6f}", *(f"{one:.6f}" for one in adds)))
    data = text.getvalue().encode("utf-8")
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
