"""`storeclerk evaluate experiments`: how often what experiments say is wrong. Owns the command."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import out, print_json, print_table, progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.personal.trial.simulated import Judged, Setting

SMALL_SHARE = 0.2
RARE, RARE_SHARE, RARE_VISITORS = 0.01, 0.05, 60_000
"""Hardest for an interval that leans on large numbers: few do it, and few are in the arm."""
LOST = 0.06
PAGES_OF = 10
"""Runs of trials for each run of drawn pages, which takes longer."""
PAGE_VISITORS = 1_500


@click.command()
@click.option("--runs", type=click.IntRange(20, 100_000), default=1_000, show_default=True,
              help="Trials drawn of each sort; a tenth as many of drawn pages.")  # fmt: skip
@click.option("--rate", type=click.FloatRange(0.005, 0.5), default=0.05, show_default=True,
              help="Of visitors who buy anyway.")  # fmt: skip
@click.option("--effect", type=click.FloatRange(0.001, 0.3), default=0.01, show_default=True,
              help="What the better arm adds, where it is better.")  # fmt: skip
@click.option("--looks", type=click.IntRange(2, 1_000), default=100, show_default=True,
              help="How often each trial is looked at.")  # fmt: skip
@click.option("--seed", type=int, default=7, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(runs: int, rate: float, effect: float, looks: int, seed: int, as_json: bool) -> None:
    """False alarms under constant looking, coverage at all times, power and time to a decision,
    beside a z-test on the same visitors; false alarms of the check of shares; and what is said of
    other orders beside plain click rates. Truth is known: all visitors are drawn by --seed.
    """
    report = measured(runs, rate, effect, looks, seed)
    if as_json:
        print_json(report)
    else:
        _show(report)


def measured(runs: int, rate: float, effect: float, looks: int, seed: int) -> dict[str, Any]:
    from retrieval.personal.trial import needed
    from retrieval.personal.trial.planning import needed_once
    from retrieval.personal.trial.simulated import Setting
    from retrieval.personal.trial.simulated_pages import weighed

    variance = rate * (1 - rate)
    planned, once_at = needed(variance, effect), needed_once(variance, effect)
    settings = {
        "no_difference": Setting(rate, rate, planned, looks),
        "no_difference_unequal": Setting(rate, rate, planned, looks, SMALL_SHARE),
        "no_difference_rare": Setting(RARE, RARE, RARE_VISITORS, looks, RARE_SHARE),
        "difference": Setting(rate, rate + effect, planned, looks),
        "difference_unequal": Setting(rate, rate + effect, planned, looks, SMALL_SHARE),
        "at_the_end_of_the_z_test": Setting(rate, rate + effect, once_at, looks),
    }
    pages = max(2, runs // PAGES_OF)
    with progress("Trials", always=True) as advance:
        count, total = 0, runs * len(settings) + pages

        def done() -> None:
            nonlocal count
            count += 1
            advance(count, total)

        trials = {
            name: _trial(setting, max(planned, setting.visitors), runs, seed + number, done)
            for number, (name, setting) in enumerate(settings.items())
        }
        ranking = asdict(weighed(pages, PAGE_VISITORS, seed, done))
    return {
        "runs": runs, "rate": rate, "effect": effect, "looks": looks, "seed": seed,
        "planned_visitors": planned, "planned_visitors_z_test": once_at,
        "trials": trials, "shares": _shares(planned, looks, runs, seed), "ranking": ranking,
    }  # fmt: skip


def _trial(
    setting: Setting, planned: int, runs: int, seed: int, done: Callable[[], None]
) -> dict[str, Any]:
    from retrieval.personal.trial.simulated import always, judged, once

    found = judged(setting, {"ours": always(planned), "z_test": once}, runs, seed, done)
    return {name: _as_json(one) for name, one in found.items()} | {"visitors": setting.visitors}


def _as_json(one: Judged) -> dict[str, Any]:
    return asdict(one) | {
        "ever_ci95": wilson(one.ever, one.runs),
        "held_ci95": wilson(one.held, one.runs),
    }


def _shares(planned: int, looks: int, runs: int, seed: int) -> dict[str, Any]:
    from retrieval.personal.trial.evenness import ALARM
    from retrieval.personal.trial.simulated import false_alarms

    half = (0.5, 0.5)
    kept = 1 - LOST
    lossy = (1 / (1 + kept), kept / (1 + kept))
    alarms = false_alarms(half, half, planned, looks, runs, seed)
    return {
        "false_alarms": alarms, "false_alarms_ci95": wilson(alarms, runs), "allowed": ALARM,
        "lost": LOST, "caught": false_alarms(half, lossy, planned, looks, runs, seed),
    }  # fmt: skip


def wilson(share: float, n: int) -> list[float]:
    """95 % (Wilson 1927)."""
    z = 1.959964
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    return [round(max(0.0, middle - reach), 4), round(min(1.0, middle + reach), 4)]


def _show(report: dict[str, Any]) -> None:
    out.print(
        f"{report['runs']:,} trials of each sort, {report['rate']:.1%} buy anyway, looked at "
        f"{report['looks']} times; planned for {report['planned_visitors']:,} visitors "
        f"(the z-test, looked at once: {report['planned_visitors_z_test']:,}).",
        markup=False,
    )
    rows = [
        (name.replace("_", " "), how, trial[key]["ever"], trial[key]["last"], trial[key]["held"],
         f"{trial[key]['decided']:,.0f}")
        for name, trial in report["trials"].items()
        for how, key in (("always valid", "ours"), ("z-test", "z_test"))
    ]  # fmt: skip
    columns = ("truth", "interval", "says so at some look", "at the last", "holds it at all",
               "visitors to that, median")  # fmt: skip
    print_table("A difference", columns, rows)
    shares, ranking = report["shares"], report["ranking"]
    out.print(
        f"Shares of visitors: {shares['false_alarms']:.2%} false alarms ({shares['allowed']:.1%} "
        f"allowed); where one arm loses {shares['lost']:.0%} of its visitors "
        f"{shares['caught']:.0%} are caught.",
        markup=False,
    )
    out.print(
        f"Other orders, {ranking['runs']} times: truly {ranking['truth']:.4f} clicks a page; "
        f"off by {ranking['error']:.4f} (root mean square), the interval holds it "
        f"{ranking['held']:.1%}; "
        f"plain click rates are off by {ranking['naive_error']:.4f}, on average "
        f"{ranking['naive_off']:+.4f}.",
        markup=False,
    )
