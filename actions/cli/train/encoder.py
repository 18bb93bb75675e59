"""`storeclerk train encoder`: MiniLM tuned on a shop's own catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli import output

if TYPE_CHECKING:
    from actions.config import Config
    from retrieval.encoder import Encoder
    from retrieval.encoder.tune import Pair
    from retrieval.values import Product

HELD_OUT = 300
AMONG = 1000
SEED = 5


@click.command()
@click.option("--index", "directory", type=click.Path(path_type=Path), help="Default: var/index.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("var/models/tuned"),
    show_default=True,
    help="Folder to write; what is in it is replaced when training has ended.",
)
@click.option("--clicks", type=click.Path(path_type=Path), help="JSONL: query, product_id, event.")
@click.option(
    "--pairs",
    type=click.IntRange(min=64),
    default=8_000,
    show_default=True,
    help="Queries to make up: a thousand take about a minute of one core.",
)
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
def command(
    directory: Path | None, out: Path, clicks: Path | None, pairs: int, threads: int, as_json: bool
) -> None:
    """Tune the encoder on the catalogue of an index, and measure it on queries held out.

    Queries are made up from titles, categories, attributes and descriptions; clicks and orders
    are added where there are any. Stopped halfway it goes on from there. Afterwards index the
    catalogue again with `storeclerk index SOURCE --encoder OUT`, and name OUT as `encoder` in
    shop.toml's [server] for the assistant.
    """
    import torch

    from actions.config import load_config
    from retrieval.encoder import open_encoder
    from retrieval.encoder.pairs import also_right
    from retrieval.encoder.tune import tune

    torch.set_num_threads(threads)
    config = load_config()
    products = _products(directory or config.path("index"), config)
    with output.progress("Tuning") as advance:
        info = tune(
            _pairs(products, pairs, clicks),
            out,
            name=f"minilm-{out.name}",
            also=also_right,
            progress=advance,
        )
    figures = {
        "before": _measured(products, open_encoder(config.path("encoder"), threads=threads)),
        "after": _measured(products, open_encoder(out, threads=threads)),
    }
    report: dict[str, Any] = {"out": str(out), "version": info.version, **figures}
    if as_json:
        output.print_json(report)
        return
    rows = [(name, *figures[name].values()) for name in ("before", "after")]
    title = f"{info.version} -> {out}; {HELD_OUT} queries held out, among {AMONG} products"
    output.print_table(title, ("", *figures["before"]), rows)


def _products(directory: Path, config: Config) -> list[Product]:
    from actions.cli.opening import open_index

    index = open_index(directory, config)
    try:
        return list(index.products())
    finally:
        index.close()


def _pairs(products: list[Product], count: int, clicks: Path | None) -> list[Pair]:
    from retrieval.clicks import read_clicks
    from retrieval.encoder.pairs import clicked_pairs, made_pairs

    made = made_pairs(products, count, SEED)
    if clicks is None:
        return made
    by_id = {product.product_id: product for product in products}
    return made + clicked_pairs(read_clicks(clicks), by_id)


def _measured(products: list[Product], encoder: Encoder) -> dict[str, float]:
    from retrieval.encoder.held_out import held_out

    return held_out(products, encoder, queries=HELD_OUT, among=AMONG, seed=SEED + 1)
