"""`storeclerk train ranker`: the order of candidates, learned on a shop's own catalogue."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli import output

if TYPE_CHECKING:
    from actions.config import Config
    from retrieval.index import Index
    from retrieval.rank import Ranker
    from retrieval.rank.lessons import Lesson
    from retrieval.values import Product

MOST_PRODUCTS = 4_000
HELD_OUT = 0.2


@click.command()
@click.option("--index", "directory", type=click.Path(path_type=Path), help="Default: var/index.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Default: ranker.json in the index, which searches by it from its next opening.",
)
@click.option("--clicks", type=click.Path(path_type=Path), help="JSONL: query, product_id, event.")
@click.option(
    "--queries", type=click.IntRange(min=100), default=2_000, show_default=True, help="To make up."
)
@click.option("--seed", type=int, default=3, show_default=True)
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
def command(
    directory: Path | None,
    out: Path | None,
    clicks: Path | None,
    queries: int,
    seed: int,
    threads: int,
    as_json: bool,
) -> None:
    """Learn how to order candidates, and measure it on queries held out.

    Queries are made up from the catalogue, and asked of a copy of it that has lost most of its
    categories; clicks and orders are added where there are any, asked of the index itself.
    """
    from actions.config import load_config
    from retrieval.rank import RANKER_FILE
    from retrieval.rank.learn import compared, learn

    config = load_config()
    folder = directory or config.path("index")
    lessons, about = _lessons(folder, config, clicks, queries, seed, threads)
    cut = int(len(lessons) * (1 - HELD_OUT))
    ranker = learn(lessons[:cut], seed=seed, threads=threads, **about)
    figures = compared(lessons[:cut], lessons[cut:], ranker, threads=threads)
    path = out or folder / RANKER_FILE
    ranker.save(path)
    path.with_suffix(".md").write_text(_card(ranker, figures, about, len(lessons) - cut))
    report: dict[str, Any] = {"out": str(path), "held_out": len(lessons) - cut, **figures}
    if as_json:
        output.print_json(report)
        return
    title = f"nDCG@10 on {len(lessons) - cut} queries held out -> {path}"
    output.print_table(title, ("", "ndcg@10"), list(figures.items()))


def _lessons(
    folder: Path, config: Config, clicks: Path | None, queries: int, seed: int, threads: int
) -> tuple[list[Lesson], dict[str, Any]]:
    from actions.cli.opening import open_index
    from retrieval.clicks import read_clicks
    from retrieval.rank.lessons import clicked_lessons

    index = open_index(folder, config)
    try:
        products = list(index.products())
        name = index.meta.name
        lessons = _made(_sample(products, seed), config, index, queries, seed, threads)
        if clicks is not None:
            lessons += clicked_lessons(read_clicks(clicks), index.evidence, seed)
    finally:
        index.close()
    random.Random(seed).shuffle(lessons)
    about = {"catalogue": name, "products": len(products), "clicks": clicks is not None}
    return lessons, about


def _sample(products: list[Product], seed: int) -> list[Product]:
    return random.Random(seed).sample(products, min(MOST_PRODUCTS, len(products)))


def _made(
    products: Sequence[Product], config: Config, like: Index, queries: int, seed: int, threads: int
) -> list[Lesson]:
    from actions.cli.opening import load_encoder, load_languages
    from retrieval.index import Index
    from retrieval.rank.lessons import made_lessons, poorer

    with tempfile.TemporaryDirectory() as scratch, output.progress("Indexing") as advance:
        index = Index.build(
            poorer(products, seed),
            Path(scratch) / "index",
            encoder=load_encoder(config, threads),
            languages=load_languages(config),
            currency=like.meta.currency,
            progress=advance,
        )
        with output.progress("Asking") as asked:
            lessons = []
            for lesson in made_lessons(products, index.evidence, queries, seed):
                lessons.append(lesson)
                asked(len(lessons), queries)
        index.close()
    return lessons


def _card(ranker: Ranker, figures: dict[str, float], about: dict[str, Any], held_out: int) -> str:
    weights = "\n".join(
        f"| {name} | {curve.added[-1]:.3f} |"
        for name, curve in sorted(ranker.curves.items(), key=lambda c: -c[1].added[-1])
    )
    clicked = " and from its customers' clicks" if about["clicks"] else ""
    return f"""# The ranker

Puts a search's candidates in order by a sum of one curve a column (`retrieval/rank/evidence.py`
says what the columns are). Learned with LambdaRank from queries made up out of the catalogue
`{about["catalogue"]}`, {about["products"]:,} products{clicked}; no data set and no person's
ratings went in. Half of it is words and meaning alike, as before any learning, and the two columns
about the kind of thing are set by hand (`retrieval/rank/learn.py` says why). Written by
`storeclerk train ranker`.

nDCG@10 on {held_out} queries held out, over a copy of the catalogue made poorer (most categories
left out, titles longer):

| | nDCG@10 |
|---|---|
| words and meaning half and half | {figures["fusion"]:.4f} |
| **this ranker** | **{figures["ranker"]:.4f}** |
| trees over all columns at once, which can't be told part by part | {figures["trees"]:.4f} |

What all of a column adds to a score:

| column | adds |
|---|---|
{weights}
"""
