"""`storeclerk train recommend`: the recommender, from sequences of what customers had."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli import output
from actions.cli.recommending import (
    attributes_option,
    from_files_or_shop,
    learning_options,
    prepared,
)

if TYPE_CHECKING:
    from retrieval.personal.recommend.dataset import Dataset
    from retrieval.personal.recommend.lineup import Lineup

COLUMNS = ("hr@10", "ndcg@10")
BESIDE = ("popularity", "item-knn")
"""Quick, and what it must beat."""


@click.command()
@click.option(
    "--sequences",
    type=click.Path(path_type=Path),
    help="A line a user: user item item ..., oldest first; .gz too. Without it the shop's own "
    "events and orders are read, of those who agreed to be counted.",
)
@attributes_option
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("var/models/recommend"),
    show_default=True,
    help="Folder to write; what is in it is replaced at the end.",
)
@learning_options
@click.option(
    "--refit/--no-refit",
    default=True,
    show_default=True,
    help="After measuring, learn anew from the items that were held out, too.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the card as one JSON object.")
def command(
    sequences: Path | None,
    attributes: Path | None,
    folder: Path,
    seed: int,
    threads: int,
    device: str,
    refit: bool,
    as_json: bool,
) -> None:
    """Learn what customers want next, and measure it on the last item of each.

    Attention over the sequence, transitions from item to item, and EASE, blended by what finds
    most on items held out; the figures are those of that. What is kept has then learned from
    everything. The folder gets the weights (safetensors), the catalogue, and a card with figures,
    settings and training time.
    """
    from retrieval.personal.recommend.recommender import Recommender

    with from_files_or_shop(sequences, attributes) as (told, traits, source):
        data, lineup = prepared(told, traits, seed=seed, threads=threads, device=device)
    blend = lineup.blend()
    card = _card(data, lineup, source, threads) | {"refit": refit}
    if refit:
        started = time.monotonic()
        blend = lineup.refitted(data.histories)
        card["refit_s"] = round(time.monotonic() - started, 1)
    Recommender(data.items, blend, card).save(folder)
    if as_json:
        output.print_json({"out": str(folder), **card})
    else:
        _show(folder, card)


def _card(data: Dataset, lineup: Lineup, source: str, threads: int) -> dict[str, Any]:
    from retrieval.personal.recommend.lineup import OURS

    models = {}
    for name in (*BESIDE, OURS):
        figures = _figures(name, lineup, data)
        models[name] = {**figures, "train_s": round(lineup.seconds[name], 1)}
    settings = asdict(lineup.settings)
    return {
        "source": source,
        "users": len(data.users),
        "items": len(data.items),
        "attributes": len(data.items.attribute_names),
        **models[OURS],
        "models": models,
        "epochs": {name: trained.epoch for name, trained in lineup.trained.items()},
        "weights": lineup.weights,
        "settings": {**settings, "threads": threads},
    }


def _figures(name: str, lineup: Lineup, data: Dataset) -> dict[str, Any]:
    from retrieval.personal.recommend.compare import judge

    model = lineup.model(name)
    with output.progress(f"Asking {name}") as advance:
        return dict(judge(model, data.held.test, advance).figures())


def _show(folder: Path, card: dict[str, Any]) -> None:
    rows = [
        (name, *(figures[column] for column in COLUMNS), f"{figures['train_s']:.0f}")
        for name, figures in card["models"].items()
    ]
    title = f"Next item of {card['users']:,} users among {card['items']:,} items"
    output.print_table(title, ("model", *COLUMNS, "training s"), rows)
    if card["refit"]:
        told = f"Learned anew from everything in {card['refit_s']:.0f} s."
        output.out.print(told, markup=False)
    output.out.print(f"Written to {folder}.", markup=False)
