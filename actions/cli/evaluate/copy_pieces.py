"""`storeclerk evaluate copy`: is the shop's copy true, within its limits, free of what no shop may
claim, and different? Judged by the checker that shares no code with what wrote it."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from actions.cli.output import err, print_json, print_table, progress

if TYPE_CHECKING:
    from actions.cli.evaluate.copy_judging import Judged, Tally
    from actions.config import Config
    from actions.copydesk.piece import Piece

CATALOGUES = ("sample", "icecat", "retail_demo_store")
FAULTS = ("unverified", "over_limit", "forbidden", "owing")
SHARES = ("distinct", "distinct_texts", "template_share")
SHOWN, VOCABULARY = 20, 5_000


@click.command()
@click.option("--pieces", type=click.IntRange(min=1), default=5_000, show_default=True,
              help="How many, over all catalogues.")  # fmt: skip
@click.option(
    "--catalogues", multiple=True, default=CATALOGUES, show_default=True,
    help="sample, icecat, retail_demo_store or PATH[=MAPPING]; may be repeated.",
)  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="Of the draw and the words.")
@click.option("--out", type=click.Path(path_type=Path), help="CSV a text: row, prediction, score.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    pieces: int, catalogues: tuple[str, ...], seed: int, out: Path | None, as_json: bool
) -> None:
    """Write copy of every kind over catalogues and judge it.

    `distinct` is the share of pieces whose wording no other has, facts put back to slots;
    `distinct_texts` the same with the facts in. `owing` doesn't say what it is for. The baseline is
    templates alone, over the same wishes.
    """
    from actions.config import load_config

    run = _Run(load_config(), seed)
    with progress("Writing and judging", always=True) as advance:
        for number, name in enumerate(catalogues):
            share = pieces // len(catalogues) + (number < pieces % len(catalogues))
            run.catalogue(name, share, lambda done, number=number: advance(
                number * pieces // len(catalogues) + done, pieces))  # fmt: skip
    report = run.report()
    if out is not None:
        run.write(out)
    _explain(run.faults)
    if as_json:
        print_json(report)
    else:
        _show(report)


class _Run:
    """The figures so far, over everything, by kind and by catalogue."""

    def __init__(self, config: Config, seed: int) -> None:
        from actions.copydesk.claims import Claims
        from actions.writers import open_writer
        from llm.writer import Writer

        self._config, self._seed = config, seed
        self._today = datetime.now(ZoneInfo(config.shop.time_zone)).date()
        self._claims = Claims.load(config.path("claims"))
        self._writers = {
            "model": open_writer(config), "baseline": Writer.open(None, config.languages_dir)
        }  # fmt: skip
        self._tallies: dict[str, dict[tuple[str, str], Tally]] = {"model": {}, "baseline": {}}
        self.faults: list[Judged] = []
        self._rows: list[bool] = []

    def catalogue(self, name: str, pieces: int, done: Any) -> None:
        from actions.api.product_json import record
        from actions.cli.evaluate.copy_catalogues import drawn, open_catalogue
        from actions.cli.evaluate.copy_judging import Judge
        from actions.copydesk.batch import write_batch
        from actions.copydesk.smooth import Smooth
        from llm.evaluate import Checker, vocabulary

        products = open_catalogue(name, self._config)
        wishes = list(drawn(products, pieces * 2, self._seed, self._config, self._today))
        records = [record(wish.product) for wish in wishes[:VOCABULARY]]
        checker = Checker(self._config.languages_dir, vocabulary([{"products": records}]))
        smooth = Smooth(self._config.languages_dir)
        judge = Judge(checker, self._claims, self._today)
        for side, writer in self._writers.items():
            made = write_batch(writer, self._claims, smooth, wishes, self._today, seed=self._seed)
            for number, piece in zip(range(pieces), made, strict=False):
                self._count(side, Path(name).stem, piece, judge)
                if side == "model":
                    done(number + 1)

    def _count(self, side: str, name: str, piece: Piece, judge: Any) -> None:
        from actions.cli.evaluate.copy_judging import Tally, count

        judged = judge.texts(piece)
        for key in (("all", "all"), ("kind", piece.wish.kind.value), ("catalogue", name)):
            count(self._tallies[side].setdefault(key, Tally()), piece, judged)
        if side == "model":
            bad = [one for one in judged if one.facts or one.too_long or one.claims]
            self.faults += bad
            self._rows += [one not in bad for one in judged]

    def report(self) -> dict[str, Any]:
        found = {key: tally.as_json() for key, tally in self._tallies["model"].items()}
        base = {key: tally.as_json() for key, tally in self._tallies["baseline"].items()}
        whole = found.pop(("all", "all"), {})
        told: dict[str, Any] = {**whole, "baseline": base.get(("all", "all"), {})}
        for group in ("kind", "catalogue"):
            told[f"{group}s"] = {
                name: figures | {"baseline_distinct": base.get((group, name), {}).get("distinct")}
                for (kind, name), figures in sorted(found.items())
                if kind == group
            }
        return told

    def write(self, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("row", "prediction", "score"))
            writer.writerows((n, int(good), float(good)) for n, good in enumerate(self._rows))


def _explain(faults: list[Judged]) -> None:
    for one in faults[:SHOWN]:
        wish = one.piece.wish
        where = f"{wish.product.product_id} ({wish.kind}, {one.part})"
        err.print(f"{where}: {one.piece.parts[one.part].text}", markup=False)
        said = [str(problem) for problem in one.facts] + [f"claims “{c}”" for c in one.claims]
        for text in said + (["is too long"] if one.too_long else []):
            err.print(f"    {text}", markup=False, style="red")
    if len(faults) > SHOWN:
        err.print(f"... and {len(faults) - SHOWN} more", markup=False)


def _show(report: dict[str, Any]) -> None:
    base = report["baseline"]
    rows = [(name, report[name], base[name]) for name in ("pieces", "texts", *FAULTS, *SHARES)]
    print_table("Copy against its records", ("figure", "model", "templates alone"), rows)
    names = ("pieces", *FAULTS, *SHARES, "baseline_distinct")
    for group in ("kinds", "catalogues"):
        lines = [(key, *(told[name] for name in names)) for key, told in report[group].items()]
        print_table(f"By {group[:-1]}", (group[:-1], *names), lines)
