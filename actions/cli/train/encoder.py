"""`storeclerk train encoder`: MiniLM tuned on a shop's own catalogue."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actions.cli import output
from actions.errors import BadInput

if TYPE_CHECKING:
    from retrieval.encoder import Encoder, EncoderInfo
    from retrieval.encoder.tune import Pair
    from retrieval.values import Product

HELD_OUT = 1000
AMONG = 3000
SEED = 5


@click.command()
@click.option("--index", "directory", type=click.Path(path_type=Path), help="Default: var/index.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("var/models/tuned"),
    show_default=True,
    help="Folder to write; what is in it is replaced at the end, by what is better.",
)
@click.option("--clicks", type=click.Path(path_type=Path), help="JSONL: query, product_id, event.")
@click.option(
    "--pairs",
    type=click.IntRange(min=64),
    default=3_200,
    show_default=True,
    help="Queries to make up: a thousand take a quarter to a full minute of one core.",
)
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
def command(
    directory: Path | None, out: Path, clicks: Path | None, pairs: int, threads: int, as_json: bool
) -> None:
    """Tune the encoder on the catalogue of an index, and measure it on queries held out.

    Queries are made up from titles, categories, attributes and descriptions; clicks and orders
    are added where there are any. Stopped halfway it goes on from there. What isn't better than
    the encoder that the index was made with is thrown away, and OUT stays as it was. Afterwards
    index the catalogue again with `storeclerk index SOURCE --encoder OUT`, and name OUT as
    `encoder` in shop.toml's [server] for the assistant.
    """
    # read when torch is loaded: cores that are shared would else be burnt by threads that wait
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import torch

    from retrieval.encoder import open_encoder
    from retrieval.encoder.held_out import is_better

    torch.set_num_threads(threads)
    products, before = _indexed(directory, threads)
    made = out.with_name(f"{out.name}.new")
    info = _tuned(_pairs(products, pairs, clicks), made, f"minilm-{out.name}")
    figures = {"before": before, "after": _measured(products, open_encoder(made, threads=threads))}
    better = is_better(figures["after"], figures["before"])
    _settle(made, out, better)
    if as_json:
        report = {"out": str(out), "version": info.version, "better": better}
        output.print_json(report | figures)
    else:
        _show(info.version, out, figures, better)


def _indexed(directory: Path | None, threads: int) -> tuple[list[Product], dict[str, float]]:
    """The products of an index, and what the encoder that it was made with does on them."""
    from actions.cli.opening import encoder_of, load_encoder, open_index
    from actions.config import load_config

    config = load_config()
    folder = directory or config.path("index")
    index = open_index(folder, config)
    try:
        products = list(index.products())
    finally:
        index.close()
    return products, _measured(products, load_encoder(config, threads, encoder_of(folder, config)))


def _pairs(products: list[Product], count: int, clicks: Path | None) -> list[Pair]:
    from retrieval.clicks import read_clicks
    from retrieval.encoder.pairs import clicked_pairs, made_pairs

    made = made_pairs(products, count, SEED)
    if not made:
        raise BadInput("the catalogue says too little to make queries up from")
    if clicks is None:
        return made
    by_id = {product.product_id: product for product in products}
    return made + clicked_pairs(read_clicks(clicks), by_id)


def _tuned(pairs: list[Pair], made: Path, name: str) -> EncoderInfo:
    from retrieval.encoder.pairs import also_right
    from retrieval.encoder.tune import tune

    with output.progress("Tuning", always=True) as advance:
        return tune(pairs, made, name=name, also=also_right, progress=advance)


def _settle(made: Path, out: Path, better: bool) -> None:
    """What was made comes to its place, or goes."""
    if not better:
        shutil.rmtree(made)
        return
    if out.exists():
        shutil.rmtree(out)
    made.rename(out)


def _show(version: str, out: Path, figures: dict[str, dict[str, float]], better: bool) -> None:
    rows = [(name, *figures[name].values()) for name in ("before", "after")]
    title = f"{version}; {HELD_OUT} queries held out, among {AMONG} products"
    output.print_table(title, ("", *figures["before"]), rows)
    if better:
        output.out.print(f"Written to {out}.", markup=False)
    else:
        told = f"It isn't better than before on queries held out: {out} stays as it was."
        output.out.print(told, markup=False)


def _measured(products: list[Product], encoder: Encoder) -> dict[str, float]:
    from retrieval.encoder.held_out import held_out

    return held_out(products, encoder, queries=HELD_OUT, among=AMONG, seed=SEED + 1)
