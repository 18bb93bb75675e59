"""`storeclerk index`: a catalogue file becomes an index. Owns the command, not the index."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import err, out, print_json, progress

if TYPE_CHECKING:
    from actions.config import Config
    from retrieval.catalog import Mapping, ProductReader
    from retrieval.encoder import Encoder
    from retrieval.values import Product

SHOWN_SKIPPED = 20


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--format", "format_", metavar="F", help="jsonl or csv; by default from the name.")
@click.option(
    "--mapping", metavar="FILE", help="Which field is what: a file, or a name in data/mappings."
)
@click.option("--index", "directory", type=click.Path(path_type=Path), help="Default: var/index.")
@click.option("--show-column", "shown", metavar="NAME", multiple=True,
              help="Show customers this one although it looks internal.")  # fmt: skip
@click.option("--skip-bad", is_flag=True, help="Leave bad lines out and list them.")
@click.option("--currency", metavar="CODE", help="Where the catalogue names none.")
@click.option(
    "--encoder",
    "encoder_dir",
    type=click.Path(path_type=Path),
    help="A tuned one (`storeclerk train encoder`); by default the configured one.",
)
@click.option("--name", default="", help="What the catalogue is called.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    source: Path,
    format_: str | None,
    mapping: str | None,
    directory: Path | None,
    shown: tuple[str, ...],
    skip_bad: bool,
    currency: str | None,
    encoder_dir: Path | None,
    name: str,
    as_json: bool,
) -> None:
    """Build an index of the catalogue in SOURCE (jsonl or csv, also .gz).

    What was in the index before is replaced at once when all is done; until then, and if anything
    goes wrong, it stays as it was.
    """
    from actions.cli.opening import load_encoder
    from actions.config import load_config
    from retrieval.catalog import COMMON, read_products

    config = load_config()
    began = time.perf_counter()
    reader = read_products(
        source,
        mapping=(_mapping(mapping, config) or COMMON).showing(shown),
        format=format_,
        skip_bad=skip_bad,
        currency=currency or config.shop.currency,
    )
    products = list(reader)
    target = directory or config.path("index")
    encoder = load_encoder(config, os.cpu_count() or 1, encoder_dir)
    called = name or source.name.partition(".")[0]
    _build(products, target, config, encoder, reader.currency, called)
    seconds = time.perf_counter() - began
    report = _report(target, products, reader, seconds)
    if as_json:
        print_json(report)
    else:
        _show(report)


def _mapping(given: str | None, config: Config) -> Mapping | None:
    """A path; failing that, the name of one of the project's own."""
    from retrieval.catalog import Mapping

    if given is None:
        return None
    own = config.root / "data" / "mappings" / f"{given}.toml"
    return Mapping.load(own if own.is_file() and not Path(given).is_file() else Path(given))


def _build(
    products: list[Product],
    directory: Path,
    config: Config,
    encoder: Encoder,
    currency: str,
    name: str,
) -> None:
    from actions.cli.opening import load_languages
    from retrieval.builder import build_index

    with progress("Indexing") as advance:
        build_index(
            products,
            directory,
            encoder=encoder,
            language=load_languages(config)[0],
            currency=currency,
            name=name,
            progress=advance,
        )


def _report(
    directory: Path,
    products: list[Product],
    reader: ProductReader,
    seconds: float,
) -> dict[str, Any]:
    from retrieval.catalog import attribute_names

    return {
        "index": str(directory),
        "products": len(products),
        "variants": sum(len(product.variants) for product in products),
        "currency": reader.currency,
        "shown_columns": list(attribute_names(products)),
        "left_out_columns": list(reader.left_out),
        "seconds": round(seconds, 3),
        "skipped": [
            {"line": line.line, "column": line.column, "reason": line.reason}
            for line in reader.skipped
        ],
    }


def _show(report: dict[str, Any]) -> None:
    from actions.cli.columns import tell_columns

    out.print(
        f"{report['products']:,} products ({report['variants']:,} variants) indexed into "
        f"{report['index']} in {report['seconds']:.1f} s.",
        markup=False,
    )
    tell_columns(report["shown_columns"], report["left_out_columns"])
    skipped = report["skipped"]
    if skipped:
        err.print(f"Left out, {len(skipped)} bad:", markup=False)
    for line in skipped[:SHOWN_SKIPPED]:
        place = f"line {line['line']}" if line["line"] else "a record"
        err.print(f"  {place}: {line['reason']}", markup=False)
    if len(skipped) > SHOWN_SKIPPED:
        err.print(f"  and {len(skipped) - SHOWN_SKIPPED} more (--json lists all)", markup=False)
