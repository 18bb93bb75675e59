"""`storeclerk bench search`: the whole search on a made catalogue of any size, filtered ever more
sharply, against looking at everything. Owns the flow and the tables."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click
import numpy as np
import psutil

from actions.cli.bench.made_catalogue import products, queries
from actions.cli.bench.made_vectors import MadeEncoder
from actions.cli.bench.search_runs import Run, run_all
from actions.cli.opening import load_encoder, load_languages
from actions.cli.output import err, print_json, print_table
from actions.config import load_config
from retrieval.builder import build_index
from retrieval.changes import Put
from retrieval.errors import EncoderMissing
from retrieval.index import Index
from retrieval.meta import META_FILE
from retrieval.values import Money

CHANGES = 20


@click.command()
@click.option("--products", "count", default=20_000, show_default=True, help="How many to make.")
@click.option("--queries", "asked", default=64, show_default=True, help="How many to ask.")
@click.option(
    "--index",
    "folder",
    type=click.Path(path_type=Path),
    help="Keep the made index here, and use it again where it is.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(count: int, asked: int, folder: Path | None, as_json: bool) -> None:
    """Time searches of a made catalogue at five selectivities, with their recall and memory."""
    with _folder(folder) as place:
        figures = _build(place, count)
        before = _resident_bytes()
        index, opened = _opened(place)
        figures |= opened | _memory(index, place, _resident_bytes() - before)
        runs, figures["every_vector_ms"] = run_all(index, queries(asked))
        figures |= {"change_price_ms": _price_changes_ms(index), "encode_query_ms": _encode_ms()}
        index.close()
    if as_json:
        print_json(figures | {"runs": [asdict(run) for run in runs]})
        return
    _print(figures, runs)


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="storeclerk-bench-") as folder:
        yield Path(folder) / "index"


def _build(folder: Path, count: int) -> dict[str, Any]:
    """In a process of its own, so that what building takes isn't counted as the index's memory."""
    if (folder / META_FILE).is_file():
        return {"products": count, "build_s": None}
    err.print(f"Making an index of {count:,} products ...")
    began = time.perf_counter()
    process = multiprocessing.get_context("spawn").Process(target=_make, args=(folder, count))
    process.start()
    process.join()
    if process.exitcode:
        raise click.ClickException(f"building ended with code {process.exitcode}")
    return {"products": count, "build_s": time.perf_counter() - began}


def _make(folder: Path, count: int) -> None:
    build_index(
        products(count),
        folder,
        encoder=MadeEncoder(),
        language=load_languages(load_config())[0],
        currency="EUR",
    )


def _opened(folder: Path) -> tuple[Index, dict[str, Any]]:
    languages = load_languages(load_config())
    began, ran = time.perf_counter(), time.process_time()
    index = Index.open(folder, encoder=MadeEncoder(), languages=languages)
    return index, {
        "open_s": time.perf_counter() - began,
        "open_cpu_s": time.process_time() - ran,
    }


def _memory(index: Index, folder: Path, resident: int) -> dict[str, Any]:
    """In megabytes for each million products."""
    with index.reading() as parts:
        millions = len(parts.store) / 1e6
        shares = parts.sizes()
    on_disk = {
        name: sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file())
        for name, pattern in (
            ("products.db", "products.db"),
            ("words", "words/*"),
            ("derived.bin", "derived.bin"),
        )
    }
    per_million = {
        "resident": resident,
        **shares,
        **{f"{name}, on disk": size for name, size in on_disk.items()},
    }
    return {"mb_per_million": {k: round(v / 1e6 / millions) for k, v in per_million.items()}}


def _resident_bytes() -> int:
    info = psutil.Process().memory_full_info()
    return int(getattr(info, "pss", info.rss))


def _price_changes_ms(index: Index) -> float:
    """The median time until a new price is durable and seen."""
    took = []
    for number in range(CHANGES):
        product = index.product(f"p{number}")
        if product is None:
            continue
        first = replace(product.variants[0], price=Money.of(10 + number, "EUR"))
        changed = replace(product, variants=(first, *product.variants[1:]))
        began = time.perf_counter()
        index.apply([Put(changed)])
        took.append((time.perf_counter() - began) * 1000)
    return float(np.median(took))


def _encode_ms() -> float | None:
    """The shipped encoder on a query; it isn't in the loop, so it comes on top."""
    try:
        encoder = load_encoder(load_config())
    except EncoderMissing:
        return None
    took = []
    for query in queries(32):
        began = time.perf_counter()
        encoder.encode([query])
        took.append((time.perf_counter() - began) * 1000)
    return float(np.median(took))


def _print(figures: dict[str, Any], runs: list[Run]) -> None:
    print_table(
        f"{figures['products']:,} products: the whole search, one thread",
        [
            "pass the filter",
            "p50 ms",
            "p95 ms",
            "p95 CPU ms",
            "page recall@10",
            "vectors recall@10",
            "filtered after",
            "vectors ms",
            "of every vector",
        ],
        [
            [
                f"{run.passing:.2%}",
                f"{run.p50_ms:.1f}",
                f"{run.p95_ms:.1f}",
                f"{run.cpu_p95_ms:.1f}",
                _share(run.page_recall),
                _share(run.vectors_recall),
                _share(run.filter_after_recall),
                f"{run.vectors_ms:.2f}",
                f"1/{figures['every_vector_ms'] / run.vectors_ms:.0f}",
            ]
            for run in runs
        ],
    )
    memory = figures["mb_per_million"].items()
    print_table("Memory, MB for a million products", ["part", "MB"], [list(one) for one in memory])
    told = {
        "build": (figures["build_s"], "s"),
        "open": (figures["open_s"], "s"),
        "open, CPU": (figures["open_cpu_s"], "s"),
        "nearest ten by looking at every vector": (figures["every_vector_ms"], "ms"),
        "change one price": (figures["change_price_ms"], "ms"),
        "encode a query (not in the above)": (figures["encode_query_ms"], "ms"),
    }
    rows = [[k, "-" if v is None else f"{v:.1f} {unit}"] for k, (v, unit) in told.items()]
    print_table("Besides", ["what", "took"], rows)


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
