"""Tables of events, a line each with who, what and when, as sequences. Owns reading them.

The header names the columns, parted by tabs or commas: `session`, `user` or `customer`; `item` or
`product`; `time` or `timestamp`, each with or without `Id`; others are passed over. Times are
numbers, or ISO dates of one form. `.gz` is unpacked on the way.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from retrieval.errors import BadInput
from retrieval.personal.recommend.sequences import Sequences, read_sequences, read_text_lines

WHO, WHAT, WHEN = ("session", "user", "customer"), ("item", "product"), ("time", "timestamp")

Columns = tuple[int, int, int]
When = tuple[float, str]
"""Numbers before texts."""


def read_histories(path: Path) -> Sequences:
    """A table of events where the first line is such a header, else a line a user. Raises
    `BadInput` with the line."""
    first = next((line for _, line in read_text_lines(path)), "")
    return read_events(path) if _columns(first) else read_sequences(path)


def read_events(path: Path) -> Sequences:
    """Each one's items by time; those of one time in the file's order."""
    found = read_timed(path)
    return {who: tuple(what for _, what in events) for who, events in found.items()}


def read_timed(path: Path) -> dict[str, list[tuple[When, str]]]:
    """The same with their times: a number where the file holds numbers, else its text."""
    lines = read_text_lines(path)
    number, header = next(lines, (1, ""))
    columns = _columns(header)
    if columns is None:
        reason = "names no columns session, item and time"
        raise BadInput(reason, source=path, line=number)
    found: dict[str, list[tuple[When, str]]] = {}
    for who, what, when in _rows(path, lines, columns, _parted(header)):
        found.setdefault(who, []).append((when, what))
    if not found:
        raise BadInput("holds no event", source=path)
    return {who: sorted(events, key=lambda event: event[0]) for who, events in found.items()}


def _rows(
    path: Path, lines: Iterator[tuple[int, str]], columns: Columns, parted: str
) -> Iterator[tuple[str, str, When]]:
    for number, line in lines:
        cells = next(csv.reader([line], delimiter=parted))
        if len(cells) <= max(columns):
            reason = f"has {len(cells)} columns, fewer than the header"
            raise BadInput(reason, source=path, line=number)
        who, what, when = (cells[place].strip() for place in columns)
        if not (who and what and when):
            raise BadInput("lacks a session, an item or a time", source=path, line=number)
        yield who, what, _when(when)


def _when(text: str) -> When:
    try:
        return float(text), ""
    except ValueError:
        return float("inf"), text


def _columns(header: str) -> Columns | None:
    names = [_plain(cell) for cell in header.split(_parted(header))]
    places = [next((names.index(n) for n in of if n in names), -1) for of in (WHO, WHAT, WHEN)]
    return None if min(places) < 0 else (places[0], places[1], places[2])


def _plain(cell: str) -> str:
    name = cell.strip().strip('"').lower().replace("_", "")
    return name.removesuffix("id") or name


def _parted(header: str) -> str:
    return "\t" if "\t" in header else ","
