"""`storeclerk bench suggest`: suggestions for every keystroke, on a made catalogue of any size,
against a scan of every name. Owns the keystrokes and the stop-watch."""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actions.cli.output import print_json, print_table

if TYPE_CHECKING:
    from retrieval.index import Index

SHOWN = 8
TIMED = ("p50_ms", "p95_ms", "p50_cpu_ms", "p95_cpu_ms")
"""Of the clock, and of the thread alone: what others do on the machine is in the first."""
WARM_UP = 20


@click.command()
@click.option("--products", "count", default=20_000, show_default=True, help="How many to make.")
@click.option("--queries", "asked", default=60, show_default=True, help="How many to type.")
@click.option(
    "--scans", default=60, show_default=True, help="Keystrokes that are scanned for, too."
)
@click.option(
    "--index", "folder", type=click.Path(path_type=Path),
    help="Use the index here, such as one that `bench search --index` made.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(count: int, asked: int, scans: int, folder: Path | None, as_json: bool) -> None:
    """Time what is suggested at each keystroke, as typed and with a slip of the finger."""
    with _opened(folder, count) as index:
        names = _names(index)
        typed = _keystrokes(asked)
        slipped = [_slip(text, place) for place, text in enumerate(typed) if len(text) > 4]
        rng = random.Random(3)
        scanned = rng.sample(typed, min(scans, len(typed)))
        figures = {
            "suggest": _times(lambda text: index.suggest(text, SHOWN), typed),
            "suggest, one slip": _times(lambda text: index.suggest(text, SHOWN), slipped),
            "scan of every name": _times(lambda text: _scan(names, text), scanned),
        }
        products = index.meta.count
    base = figures["scan of every name"]["p95_cpu_ms"]
    told = {name: f | {"ratio": base / f["p95_cpu_ms"]} for name, f in figures.items()}
    if as_json:
        print_json({"products": products, "keystrokes": len(typed), "runs": told})
        return
    rows = [
        (name, *(f"{f[key]:.2f}" for key in TIMED), f"{f['ratio']:.1f}") for name, f in told.items()
    ]
    columns = ("run", *(key.replace("_", " ") for key in TIMED), "times as quick (p95, CPU)")
    print_table(f"Suggestions, {products:,} products, {len(typed):,} keystrokes", columns, rows)


@contextmanager
def _opened(folder: Path | None, count: int) -> Iterator[Index]:
    """The index in `folder`, or one made for this run."""
    from actions.cli.bench.made_catalogue import products
    from actions.cli.bench.made_vectors import MadeEncoder
    from actions.cli.opening import load_languages
    from actions.config import load_config
    from retrieval.index import Index

    languages, encoder = load_languages(load_config()), MadeEncoder()
    with tempfile.TemporaryDirectory() as made:
        if folder is None:
            index = Index.build(
                products(count), Path(made), encoder=encoder, languages=languages, currency="EUR"
            )
        else:
            index = Index.open(folder, encoder=encoder, languages=languages)
        yield index
        index.close()


def _keystrokes(asked: int) -> list[str]:
    """Each query as it grows, letter by letter."""
    from actions.cli.bench.made_catalogue import queries

    return [query[:stop] for query in queries(asked) for stop in range(1, len(query) + 1)]


def _slip(text: str, seed: int) -> str:
    """Two neighbours swapped."""
    place = random.Random(seed).randrange(1, len(text) - 1)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _names(index: Index) -> Counter[str]:
    """Every title, category and brand in lower case, with how many products have it."""
    counts: Counter[str] = Counter()
    for product in index.products():
        counts.update({product.title.lower(), product.category.lower(), product.brand.lower()})
    return counts


def _scan(names: Counter[str], text: str) -> list[str]:
    """The commonest names with a word that begins so; forgives no slip."""
    typed = text.lower()
    inside = f" {typed}"
    found = ((n, name) for name, n in names.items() if name.startswith(typed) or inside in name)
    return [name for _, name in sorted(found, reverse=True)[:SHOWN]]


def _times(run: Callable[[str], object], texts: Sequence[str]) -> dict[str, float]:
    for text in texts[:WARM_UP]:
        run(text)
    took, worked = [], []
    for text in texts:
        began, ran = time.perf_counter(), time.thread_time()
        run(text)
        worked.append(1000 * (time.thread_time() - ran))
        took.append(1000 * (time.perf_counter() - began))
    took.sort()
    worked.sort()
    half, most = len(took) // 2, int(0.95 * len(took))
    return dict(zip(TIMED, (took[half], took[most], worked[half], worked[most]), strict=True))
