"""`storeclerk bench personal`: events taken in and recommendations given, in a made shop of many
customers. Owns the flow and the table; the shop is `made_customers`', the work `personal_runs`'."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import click

from actions.cli.bench.bars import Bar, show_bars
from actions.cli.output import err, out, print_json, print_table

RECOMMEND_MS, EVENTS_S, CHANGED_MS, PREDICT_MS = 30.0, 2_000.0, 1_000.0, 10.0


@click.command()
@click.option("--products", "count", type=click.IntRange(100), default=20_000, show_default=True)
@click.option("--customers", type=click.IntRange(10), default=100_000, show_default=True,
              help="Each with ten events and an order.")  # fmt: skip
@click.option("--database", help="A database of its own for it, by URL; by default SQLite.")
@click.option("--seconds", type=click.FloatRange(0.5), default=6.0, show_default=True,
              help="How long events are sent, in each way.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    count: int, customers: int, database: str | None, seconds: float, as_json: bool
) -> None:
    """Time recommendations, events made durable, and how soon one changes the other.

    Making the shop takes some minutes.
    """
    from actions.cli.bench.made_customers import made_shop
    from actions.cli.bench.personal_runs import run_all

    with tempfile.TemporaryDirectory(prefix="storeclerk-bench-") as folder:
        url = database or f"sqlite:///{folder}/shop.db"
        err.print(f"Making a shop of {count:,} products and {customers:,} customers ...")
        with made_shop(Path(folder), url, count, customers) as shop:
            figures = asyncio.run(run_all(shop, seconds))
    bars = _bars(figures)
    if as_json:
        print_json(figures | {"bars": bars})
        return
    _show(figures)
    show_bars(bars)


def _bars(figures: dict[str, Any]) -> list[dict[str, Any]]:
    bars = [
        Bar("recommend: p95 ms", "<", RECOMMEND_MS, figures["recommend"]["all sources"]["p95_ms"]),
        Bar("events: durable a second, in batches", ">=", EVENTS_S, figures["events"]["batches"]),
        Bar("event to changed recommendation: p95 ms", "<", CHANGED_MS,
            figures["changed"]["p95_ms"]),
    ]  # fmt: skip
    if figures["predict"]:
        bars.append(Bar("predict: p95 ms", "<", PREDICT_MS, figures["predict"]["p95_ms"]))
    return [bar.as_json() for bar in bars]


def _show(figures: dict[str, Any]) -> None:
    out.print(
        f"{figures['products']:,} products, {figures['customers']:,} customers, "
        f"{figures['kept']:,} events kept, {figures['database']}"
    )
    rows = [[name, f"{t['p50_ms']:.1f}", f"{t['p95_ms']:.1f}"] for name, t in
            figures["recommend"].items()]  # fmt: skip
    print_table("One recommendation of 8", ["by", "p50 ms", "p95 ms"], rows)
    one_by_one = figures["events"]["one by one"]
    events = [[name, f"{rate:,.0f}", f"{rate / one_by_one:.1f}"] for name, rate in
              figures["events"].items()]  # fmt: skip
    print_table("Events made durable", ["sent", "a second", "ratio"], events)
    if (told := figures["predict"]) is None:
        out.print("Prediction isn't timed: there is no model yet (storeclerk train predict).")
    else:
        out.print(f"A visit foreseen: {told['p50_ms']:.1f} ms (p95 {told['p95_ms']:.1f}).")
    changed = figures["changed"]
    out.print(
        f"An event has changed what is recommended after {changed['p50_ms']:.1f} ms (p95 "
        f"{changed['p95_ms']:.1f}); {changed['changed']:.0%} of {changed['tried']} did."
    )
