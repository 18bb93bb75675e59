"""The part of `storeclerk evaluate predict` that asks whether a session of clicks goes on."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actions.cli.output import out, print_json, print_table, progress

if TYPE_CHECKING:
    from retrieval.personal.predict.clicks import GoesOn
    from retrieval.personal.predict.clicks.compare import Compared

SHOWN = 8


def evaluate_sessions(
    sessions: Path, later: Path | None, folds: int, seed: int, target: Path | None, as_json: bool
) -> None:
    """Of `later`, or of each session by models of the other folds."""
    from retrieval.personal.predict.clicks import goes_on, read_sessions

    with progress("Learning") as advance:
        teaching = read_sessions(sessions)
        asked = read_sessions(later) if later is not None else None
        found = goes_on(teaching, asked, folds=folds, seed=seed, progress=advance)
    if target is not None:
        _write(target, found)
    if as_json:
        print_json(_report(found, None if later else folds))
    else:
        _show(found)


def _report(found: GoesOn, folds: int | None) -> dict[str, Any]:
    from retrieval.personal.predict.grouped import OURS

    ours = found.every.by[OURS].as_json()
    return {
        **ours,
        "rows": found.every.rows,
        "sessions": len(set(found.session)),
        "folds": folds,
        "baselines": {n: one.as_json() for n, one in found.every.by.items() if n != OURS},
        "ahead_of_logistic": _ahead(found.every),
        "after_the_first_click": {
            "rows": found.later.rows,
            "share": found.later.share,
            "by": {name: one.as_json() for name, one in found.later.by.items()},
            "ahead_of_logistic": _ahead(found.later),
        },
        "contributions": dict(found.importance),
    }


def _ahead(compared: Compared) -> dict[str, object]:
    return {"auc": compared.ahead[0], "auc_ci95": list(compared.ahead[1])}


def _show(found: GoesOn) -> None:
    sessions = len(set(found.session))
    _table(f"Does it go on? {found.every.rows:,} clicks of {sessions:,} sessions", found.every)
    _table(f"From the second click on: {found.later.rows:,} clicks", found.later)
    most = list(found.importance.items())[:SHOWN]
    longest = max((share for _, share in most), default=0.0) or 1.0
    bars = [(name, f"{share:.3f}", "█" * round(24 * share / longest)) for name, share in most]
    print_table("What moves the log-odds, on average", ("known of it", "by", ""), bars)


def _table(title: str, compared: Compared) -> None:
    rows = [
        (
            name,
            f"{one.auc:.4f} ({one.auc_ci95[0]:.3f}-{one.auc_ci95[1]:.3f})",
            f"{one.log_loss:.4f}",
            f"{one.calibration_error:.4f}",
        )
        for name, one in compared.by.items()
    ]
    print_table(title, ("by", "AUC (95 %)", "log loss", "calibration error"), rows)
    apart, (low, high) = compared.ahead
    told = f"Ahead of logistic regression by {apart:+.4f} AUC ({low:+.4f} to {high:+.4f})"
    out.print(f"{told}; {100 * compared.share:.1f} % go on.", markup=False)


def _write(path: Path, found: GoesOn) -> None:
    from retrieval.personal.predict.grouped import OURS

    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("row", "session", "prediction", "score"))
        for number, score in enumerate(found.probability[OURS].tolist()):
            rows.writerow((number, found.session[number], int(score >= 0.5), f"{score:.6f}"))
