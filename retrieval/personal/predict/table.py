"""A table of visits, a row each, as a CSV file holds it. Owns the reading; learns nothing."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import BadInput

TRUE = frozenset({"true", "yes", "1"})
FALSE = frozenset({"false", "no", "0"})


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` by name, each with a cell a row, as written; `truth` (N,) is what came of each,
    None where the file doesn't say."""

    columns: dict[str, tuple[str, ...]]
    truth: NDArray[np.bool_] | None
    source: Path

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def rows(self, places: Sequence[int] | NDArray[np.intp]) -> Table:
        """Only those rows."""
        kept = {name: tuple(cells[at] for at in places) for name, cells in self.columns.items()}
        truth = None if self.truth is None else self.truth[np.asarray(places)]
        return Table(kept, truth, self.source)


def read_table(
    path: Path, target: str, without: Collection[str] = (), *, may_lack: bool = False
) -> Table:
    """Of all columns but `target` and those `without`, which must be there unless the table
    `may_lack` them. True are TRUE, true, yes and 1.

    Raises `BadInput`, naming file, line and column."""
    header, lines = _read(path)
    _check_header(path, header, () if may_lack else without)
    told = header.index(target) if target in header else None
    kept = [place for place, name in enumerate(header) if place != told and name not in without]
    if not kept:
        raise BadInput("no column is left to learn from", source=path, line=1)
    columns = {header[place]: tuple(line[place].strip() for line in lines) for place in kept}
    truth = None if told is None else _truth(path, [line[told] for line in lines], told)
    return Table(columns, truth, path)


def _read(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        data = path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        header = [name.strip() for name in next(rows, [])]
        lines = []
        for line in rows:
            if not line:
                continue
            if len(line) != len(header):
                reason = f"has {len(line)} cells, the header {len(header)}"
                raise BadInput(reason, source=path, line=rows.line_num)
            lines.append(line)
    except FileNotFoundError as error:
        raise BadInput("there is no such file", source=path) from error
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"can't be read as CSV in UTF-8: {error}", source=path) from error
    if not lines:
        raise BadInput("holds no row", source=path)
    return header, lines


def _check_header(path: Path, header: Sequence[str], without: Collection[str]) -> None:
    twice = next((name for name in header if header.count(name) > 1), None)
    if twice is not None:
        raise BadInput(f"two columns are called {twice!r}", source=path, line=1)
    absent = next((name for name in without if name not in header), None)
    if absent is not None:
        advice = f"Its columns are {', '.join(header)}"
        raise BadInput(f"has no column {absent!r} to leave out", source=path, line=1, advice=advice)


def _truth(path: Path, cells: Sequence[str], column: int) -> NDArray[np.bool_]:
    found = []
    for number, cell in enumerate(cells, start=2):
        said = cell.strip().casefold()
        if said not in TRUE | FALSE:
            advice = "Write TRUE or FALSE, yes or no, 1 or 0"
            raise BadInput(
                f"{cell!r} is neither true nor false",
                source=path, line=number, column=column + 1, advice=advice,
            )  # fmt: skip
        found.append(said in TRUE)
    return np.array(found, dtype=np.bool_)
