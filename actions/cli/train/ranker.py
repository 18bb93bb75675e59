"""`storeclerk train ranker`: the order of candidates, learned on a shop's own catalogue."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli import output
from actions.errors import BadInput

if TYPE_CHECKING:
    from actions.config import Config
    from retrieval.encoder import Encoder
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
    categories; clicks and orders are added where there are any, asked of the index itself. The
    shipped ranker counts half, but where OUT is that one; what isn't better than it is not kept.
    """
    from actions.config import load_config
    from retrieval.rank import RANKER_FILE
    from retrieval.rank.learn import compared

    config = load_config()
    folder = directory or config.path("index")
    path = out or folder / RANKER_FILE
    lessons, about = _lessons(folder, config, clicks, queries, seed, threads)
    cut = int(len(lessons) * (1 - HELD_OUT))
    before = _before(path, config)
    ranker = _learned(lessons[:cut], before, about, seed, threads)
    figures = compared(lessons[:cut], lessons[cut:], ranker, before, threads=threads)
    better = figures["ranker"] > figures["before"]
    if better:
        ranker.save(path)
        path.with_suffix(".md").write_text(_card(ranker, figures, about, len(lessons) - cut))
    if as_json:
        report = {"out": str(path), "held_out": len(lessons) - cut, "better": better}
        output.print_json(report | figures)
    else:
        _show(path, figures, len(lessons) - cut, better)


def _before(path: Path, config: Config) -> Ranker:
    """The shipped ranker; words and meaning half and half where it is the one to be made."""
    from retrieval.rank import FUSION, Ranker

    shipped = config.path("ranker")
    if not shipped.is_file() or path.resolve() == shipped.resolve():
        return FUSION
    return Ranker.load(shipped)


def _learned(
    lessons: list[Lesson], before: Ranker, about: dict[str, Any], seed: int, threads: int
) -> Ranker:
    from retrieval.rank import FUSION
    from retrieval.rank.learn import learn
    from retrieval.rank.shapes import mixed

    ranker = learn(lessons, seed=seed, threads=threads, **about)
    return ranker if before is FUSION else mixed(ranker, before, ranker.about)


def _show(path: Path, figures: dict[str, float], held_out: int, better: bool) -> None:
    title = f"nDCG@10 on {held_out} queries held out"
    output.print_table(title, ("", "ndcg@10"), list(figures.items()))
    told = f"Written to {path}." if better else f"Not better than before: {path} stays as it was."
    output.out.print(told, markup=False)


def _lessons(
    folder: Path, config: Config, clicks: Path | None, queries: int, seed: int, threads: int
) -> tuple[list[Lesson], dict[str, Any]]:
    from actions.cli.opening import encoder_of, load_encoder, open_index
    from retrieval.clicks import read_clicks
    from retrieval.rank.lessons import clicked_lessons

    index = open_index(folder, config)
    try:
        products = list(index.products())
        name = index.meta.name
        encoder = load_encoder(config, threads, encoder_of(folder, config))
        sample = _sample(products, seed)
        lessons = _made(sample, config, encoder, index.meta.currency, queries, seed)
        if clicks is not None:
            lessons += clicked_lessons(read_clicks(clicks), index.evidence, seed)
    finally:
        index.close()
    if not lessons:
        raise BadInput("the catalogue says too little to make queries up from")
    random.Random(seed).shuffle(lessons)
    about = {"catalogue": name, "products": len(products), "clicks": clicks is not None}
    return lessons, about


def _sample(products: list[Product], seed: int) -> list[Product]:
    return random.Random(seed).sample(products, min(MOST_PRODUCTS, len(products)))


def _made(
    products: Sequence[Product],
    config: Config,
    encoder: Encoder,
    currency: str,
    queries: int,
    seed: int,
) -> list[Lesson]:
    from actions.cli.opening import load_languages
    from retrieval.index import Index
    from retrieval.rank.lessons import made_lessons, poorer

    with (
        tempfile.TemporaryDirectory() as scratch,
        output.progress("Indexing", always=True) as advance,
    ):
        index = Index.build(
            poorer(products, seed),
            Path(scratch) / "index",
            encoder=encoder,
            languages=load_languages(config),
            currency=currency,
            progress=advance,
        )
        with output.progress("Asking", always=True) as asked:
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
ratings went in. Half of what was learned is words and meaning alike, and the two columns about the
kind of thing are set by hand (`retrieval/rank/learn.py` says why); a shop's own ranker is half the
shipped one. Written by `storeclerk train ranker`.

nDCG@10 on {held_out} queries held out, over a copy of the catalogue made poorer (most categories
left out, titles longer):

| | nDCG@10 |
|---|---|
| words and meaning half and half | {figures["fusion"]:.4f} |
| the ranker before | {figures["before"]:.4f} |
| **this ranker** | **{figures["ranker"]:.4f}** |
| trees over all columns at once, which can't be told part by part | {figures["trees"]:.4f} |

What all of a column adds to a score:

| column | adds |
|---|---|
{weights}
"""
