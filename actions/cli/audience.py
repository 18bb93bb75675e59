"""`storeclerk audience`: whom a product or a campaign is for, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from actions.cli.output import out, print_json, print_table

if TYPE_CHECKING:
    from actions.audiences.brief import Brief

SHOWN = 20
FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--product", "product_id", help="A product's id.")
@click.option("--campaign", type=FILE, help="A campaign: TOML, or JSON.")
@click.option("--groups", type=FILE, help="CSV customer_id,group: for the audit alone, not kept.")
@click.option("--out", "file", type=FILE, help="Write it as CSV, for the program that writes.")
@click.option("--index", "directory", type=click.Path(path_type=Path), help="The index to use.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    product_id: str | None,
    campaign: Path | None,
    groups: Path | None,
    file: Path | None,
    directory: Path | None,
    as_json: bool,
) -> None:
    """Choose customers who agreed to marketing, ranked, with reasons.

    Who withdraws later is out of the kept audience, too: `GET /api/audiences/{id}.csv` asks anew.
    """
    from actions.audiences.brief import Brief, load_brief
    from actions.audiences.groups import load_groups

    if (product_id is None) == (campaign is None):
        raise click.UsageError("name one of --product and --campaign")
    brief = load_brief(campaign) if campaign else Brief(products=(product_id or "",))
    told, csv = _made(brief, load_groups(groups) if groups else {}, directory)
    if file:
        file.write_text(csv, encoding="utf-8", newline="")
    if as_json:
        print_json(told)
    else:
        _show(told, file)


def _made(
    brief: Brief, groups: dict[str, str], directory: Path | None
) -> tuple[dict[str, Any], str]:
    """The audience, and its CSV."""
    from actions.audiences.service import Audiences
    from actions.audiences.words import AudienceWords
    from actions.cli.opening import open_shop_index
    from actions.config import load_config
    from actions.stores.engine import open_engine
    from actions.stores.migrate import migrate

    config = load_config()
    index = open_shop_index(directory)
    engine = open_engine(config.database_url)

    def title(product_id: str) -> str:
        product = index.product(product_id)
        return product.title if product else ""

    try:
        migrate(engine)
        folder = config.languages_dir / config.shop.language
        words = AudienceWords.load(folder, config.shop.locale, index.meta.currency, title)
        audiences = Audiences(engine, index, words, ZoneInfo(config.shop.time_zone))
        told = audiences.make(brief, groups)
        return told, audiences.exported(told["audience_id"])
    finally:
        engine.dispose()
        index.close()


def _show(told: dict[str, Any], file: Path | None) -> None:
    rows = [
        (one["customer_id"], one["score"], "; ".join(r["words"] for r in one["reasons"][:2]))
        for one in told["customers"][:SHOWN]
    ]
    if rows:
        print_table(told["name"] or "Audience", ("customer", "score", "why"), rows)
    out.print(
        f"{told['size']:,} of {told['eligible']:,} eligible, {told['agreed']:,} agreed to "
        f"marketing. Kept as {told['audience_id']}.",
        markup=False,
    )
    if told["excluded"]:
        print_table("Left out", ("why", "customers"), list(told["excluded"].items()))
    if told["reach"]["scores"]:
        steps = [(one["at_least"], one["customers"]) for one in told["reach"]["scores"]]
        print_table("Reached from a score on", ("score", "customers"), steps)
    if told["fairness"]:
        _show_fairness(told["fairness"])
    if file:
        out.print(f"Written to {file}.", markup=False)


def _show_fairness(fairness: dict[str, Any]) -> None:
    groups = [
        (row["group"], f"{row['share_of_eligible']:.1%}", f"{row['share_of_audience']:.1%}",
         _figure(row["ratio"], row["ci95"]), "look closer" if row["flagged"] else "")
        for row in fairness["groups"]
    ]  # fmt: skip
    columns = ("group", "of the eligible", "of the audience", "ratio", "")
    print_table(f"Groups ({fairness['rule']})", columns, groups)
    proxies = [
        (row["feature"], row["group"], _figure(row["auc"], row["ci95"]),
         "stands in for it" if row["flagged"] else "")
        for row in fairness["proxies"]
    ]  # fmt: skip
    print_table("What stands in for a group", ("feature", "group", "AUC", ""), proxies)


def _figure(value: float | None, ci95: list[float] | None) -> str:
    if value is None or ci95 is None:
        return "too few to tell"
    return f"{value:.2f} ({ci95[0]:.2f} to {ci95[1]:.2f})"
