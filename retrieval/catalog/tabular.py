"""Records of a CSV file with a header; comma, semicolon or tab. Owns no meaning of columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from retrieval.catalog.jsonl import Record
from retrieval.catalog.lines import SKIP_BAD, OnBad, read_lines
from retrieval.errors import BadCatalogue

_DELIMITERS = (",", ";", "\t", "|")


def read_csv(source: Path, on_bad: OnBad) -> Iterator[tuple[int, Record]]:
    """Yields (line number, row by column name); empty cells are left out, blank lines passed
    over. Raises `BadCatalogue` on a header that can't be used; faults of rows go to `on_bad`."""
    lines = _Lines(source, on_bad)
    header_line = next(iter(lines), None)
    if header_line is None:
        return
    delimiter = max(_DELIMITERS, key=header_line.count)
    header = _header(next(csv.reader([header_line], delimiter=delimiter), []), source)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.mark()
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            on_bad(_broken(f"broken CSV: {error}", source, lines.first))
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            on_bad(_broken(_wrong_width(len(row), len(header)), source, lines.first))
            continue
        yield lines.first, {n: c for n, c in zip(header, row, strict=True) if n and c.strip()}


class _Lines:
    """Feeds the CSV reader and remembers on which line of the file a row began."""

    def __init__(self, source: Path, on_bad: OnBad) -> None:
        self._lines = read_lines(source, on_bad)
        self._fresh = True
        self.first = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        number, line = next(self._lines)
        if self._fresh:
            self.first, self._fresh = number, False
        return line

    def mark(self) -> None:
        self._fresh = True


def _header(names: list[str], source: Path) -> list[str]:
    header = [name.strip() for name in names]
    twice = next((n for i, n in enumerate(header) if n and n in header[:i]), None)
    if twice is not None:
        raise BadCatalogue(
            f"the column {twice!r} stands twice in the header",
            source=source,
            line=1,
            advice="Rename one of them",
        )
    if not any(header):
        raise BadCatalogue(
            "has no header", source=source, line=1, advice="Name the columns in the first line"
        )
    return header


def _wrong_width(found: int, wanted: int) -> str:
    return f"the row has {found} cells, the header {wanted}"


def _broken(reason: str, source: Path, line: int) -> BadCatalogue:
    return BadCatalogue(
        reason,
        source=source,
        line=line,
        advice=f"Check quotes and separators in this row, or {SKIP_BAD}",
    )
