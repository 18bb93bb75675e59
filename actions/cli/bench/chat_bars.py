"""What `bench chat` has to reach, and how it is shown. Owns no measurement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.cli.bench.bars import Bar, show_bars
from actions.cli.output import print_table

OURS, THEIRS = "storeclerk", "default Rasa"
JUDGED = 4  # customers at a time
# Kind of reply -> the most its p95 may be, and the least its throughput beside default Rasa's.
BARS = {"rule": (150.0, 3.0), "search": (600.0, 1.5)}

Found = dict[str, Any]


def report(found: Found) -> Found:
    """With ratios where both were measured: above 1 is quicker than default Rasa."""
    if THEIRS not in found:
        return found
    ours, theirs = found[OURS]["runs"], found[THEIRS]["runs"]
    ratios = {
        name: {
            "turns_s": run["turns_s"] / theirs[name]["turns_s"],
            "cpu": theirs[name]["cpu_ms"] / run["cpu_ms"],
        }
        for name, run in ours.items()
    }
    return found | {"ratios": ratios, "bars": _bars(ours, ratios)}


def _bars(runs: Mapping[str, Any], ratios: Mapping[str, Any]) -> list[Found]:
    bars = []
    for kind, (p95_ms, ratio) in BARS.items():
        name = f"{kind} x{JUDGED}"
        if name not in runs:
            continue
        bars += [
            Bar(f"{name}: p95 ms", "<", p95_ms, runs[name]["p95_ms"]),
            Bar(f"{name}: throughput", ">=", ratio, ratios[name]["turns_s"]),
        ]
    return [bar.as_json() for bar in bars]


def show(report: Found) -> None:
    names = [name for name in (OURS, THEIRS) if name in report]
    _show_runs(report, names)
    for name in names:
        memory = report[name]["memory_mb"]
        parts = ", ".join(f"{part} {mb:.0f}" for part, mb in memory.items())
        print_table(
            f"Memory of {name}", ("MB", "of which"), [(f"{sum(memory.values()):.0f}", parts)]
        )
    late = [
        (name, *(f"{one['p50_ms']:.0f} / {one['cpu_ms']:.0f}" for one in report[name]["long"]))
        for name in names
        if report[name]["long"]
    ]
    if late:
        turns = [f"turn {one['turn']}" for one in report[names[0]]["long"]]
        print_table("One long conversation: ms / CPU ms of a turn", ("", *turns), late)
    if "bars" in report:
        show_bars(report["bars"])


def _show_runs(report: Found, names: list[str]) -> None:
    rows = []
    for run in report[names[0]]["runs"]:
        for name in names:
            f = report[name]["runs"][run]
            cells = (f"{f[key]:.0f}" for key in ("p50_ms", "p95_ms", "turns_s", "cpu_ms"))
            rows.append((run, name, *cells, f"{f['answered']:.0%}", _times(report, run, name)))
    print_table(
        "Replies, ms, by customers at a time; ratio to default Rasa, above 1 is quicker",
        ("reply", "by", "p50", "p95", "per s", "CPU ms", "true", "ratio (CPU)"),
        rows,
    )


def _times(report: Found, run: str, name: str) -> str:
    if name != OURS or "ratios" not in report:
        return ""
    ratio = report["ratios"][run]
    return f"{ratio['turns_s']:.2f} ({ratio['cpu']:.2f})"
