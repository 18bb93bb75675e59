"""A catalogue file -> products, one at a time. Owns formats and what is done about bad lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.catalog.build import NoSuchField, ProductBuilder
from retrieval.catalog.jsonl import Record, read_jsonl
from retrieval.catalog.lines import SKIP_BAD, OnBad
from retrieval.catalog.mapping import COMMON, Mapping, nearest
from retrieval.catalog.tabular import read_csv
from retrieval.errors import BadCatalogue, BadInput
from retrieval.values import Product

FORMATS: dict[str, Callable[[Path, OnBad], Iterator[tuple[int, Record]]]] = {
    "jsonl": read_jsonl,
    "csv": read_csv,
}
TOLD_HEADS = 12
SHEETS = (".xlsx", ".xls", ".ods", ".numbers")
_SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv"}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that was left out, and why. `column` is None where the fault has no column."""

    line: int | None
    column: int | None
    reason: str


class ProductReader(Iterator[Product]):
    """Products as they are read; `skipped` and `currency` are complete once it is exhausted."""

    def __init__(
        self, source: Path, format: str, mapping: Mapping, currency: str, *, skip_bad: bool
    ) -> None:
        self.source = source
        self.format = format
        self.skipped: list[Skipped] = []
        self._skip_bad = skip_bad
        self._builder = ProductBuilder(mapping, currency, untyped=format == "csv")
        self._first_line: dict[str, int] = {}
        self._products = self._read()

    @property
    def currency(self) -> str:
        """The mapping's, else what the records say, else what the caller said."""
        return self._builder.currency

    @property
    def left_out(self) -> tuple[str, ...]:
        """Fields that were taken for the shop's own business, and are shown to nobody."""
        return tuple(self._builder.left_out)

    def __next__(self) -> Product:
        return next(self._products)

    def _read(self) -> Iterator[Product]:
        for line, record in FORMATS[self.format](self.source, self._bad):
            try:
                product = self._builder.build(record)
                self._see(product.product_id, line)
            except NoSuchField as error:
                self._bad(self._fault(line, str(error), list(record)))
            except ValueError as error:
                self._bad(self._fault(line, str(error)))
            else:
                yield product
        if not self._first_line and not self.skipped:
            raise BadCatalogue(
                "holds no product", source=self.source, advice="Give a catalogue with products"
            )

    def _see(self, product_id: str, line: int) -> None:
        if product_id in self._first_line:
            before = self._first_line[product_id]
            raise ValueError(f"the id {product_id!r} was already on line {before}")
        self._first_line[product_id] = line

    def _fault(self, line: int, reason: str, heads: Sequence[str] = ()) -> BadCatalogue:
        """`heads` are the names of a record that lacks what every product has: while no other had
        it, the names are at fault and not the record."""
        advice = f"Correct the record, or {SKIP_BAD}"
        if heads and not self._first_line:
            told = ", ".join(heads[:TOLD_HEADS]) + (", ..." if len(heads) > TOLD_HEADS else "")
            advice = (
                f"Its fields are {told}: say which is which in a mapping file (`--mapping FILE`, "
                f"docs/catalogue.md). If this line alone is wrong, {SKIP_BAD}"
            )
        return BadCatalogue(reason, source=self.source, line=line, advice=advice)

    def _bad(self, error: BadCatalogue) -> None:
        if not self._skip_bad:
            raise error
        self.skipped.append(Skipped(error.line, error.column, error.reason))


def read_products(
    source: Path,
    *,
    mapping: Mapping | None = None,
    format: str | None = None,
    skip_bad: bool = False,
    currency: str = "EUR",
) -> ProductReader:
    """Products of a JSONL or CSV file, also gzipped; the format follows from the name unless
    given. Without `mapping` common field names are recognised. `currency` is used where neither
    mapping nor records name one.

    Reading raises `BadCatalogue` at the first bad line; with `skip_bad` such lines are collected
    in `.skipped` and the rest is read.
    """
    source = Path(source)
    chosen = format or _format(source)
    if chosen not in FORMATS:
        near = nearest(chosen, FORMATS)
        raise BadInput(
            f"unknown format {chosen!r}",
            source=source,
            advice=f"Did you mean {near!r}?" if near else f"Known: {', '.join(FORMATS)}",
        )
    if not source.is_file():
        raise BadCatalogue("is not there", source=source, advice="Check the path")
    return ProductReader(source, chosen, mapping or COMMON, currency, skip_bad=skip_bad)


def _format(source: Path) -> str:
    suffixes = [suffix.lower() for suffix in source.suffixes if suffix.lower() != ".gz"]
    known = _SUFFIXES.get(suffixes[-1]) if suffixes else None
    if suffixes and suffixes[-1] in SHEETS:
        raise BadInput(
            "is a spreadsheet", source=source, advice="Save it as CSV (UTF-8), and give that file"
        )
    if known is None:
        raise BadInput(
            "the format doesn't follow from the name",
            source=source,
            advice=f"Name it .jsonl or .csv, or give the format: {', '.join(FORMATS)}",
        )
    return known
