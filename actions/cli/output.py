"""How commands print: one JSON object, or words and tables for people; progress on stderr.

Owns no figures."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

Advance = Callable[[int, int], None]


def print_json(data: Mapping[str, Any]) -> None:
    """The one object that `--json` promises, and nothing else, on stdout."""
    json.dump(data, sys.stdout, ensure_ascii=False, default=str)
    sys.stdout.write("\n")


def print_table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], whole: int = 0
) -> None:
    """Cells are text: nothing in them is read as markup. The first `whole` columns are never cut
    or folded, however narrow the terminal is: what stands there is to be typed again."""
    table = Table(title=title, title_justify="left", header_style="bold")
    for number, column in enumerate(columns):
        kept: dict[str, Any] = {"no_wrap": True, "min_width": _widest(column, rows, number)}
        justify: Literal["left", "right"] = "left" if number == 0 else "right"
        table.add_column(column, justify=justify, **(kept if number < whole else {}))
    for row in rows:
        table.add_row(*(_cell(cell) for cell in row))
    out.print(table)


def _widest(column: str, rows: Sequence[Sequence[object]], number: int) -> int:
    return max([len(column), *(len(str(row[number])) for row in rows)])


def _cell(value: object) -> str:
    text = f"{value:.4f}" if isinstance(value, float) else str(value)
    return text.replace("[", r"\[")


TOLD = 10  # lines, from start to end


@contextmanager
def progress(label: str, *, always: bool = False) -> Iterator[Advance]:
    """Yields `advance(done, total)`. Drawn on stderr, and only where that is a terminal; what takes
    minutes says `always` and tells a log how far it is, line by line."""
    if always and not err.is_terminal:
        yield _lines(label)
        return
    columns = (
        TextColumn("[bold]{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, disable=not err.is_terminal) as bar:
        task = bar.add_task(label, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


def _lines(label: str) -> Advance:
    told = 0

    def advance(done: int, total: int) -> None:
        nonlocal told
        if done * TOLD >= (told + 1) * total:
            told = done * TOLD // total
            err.print(f"{label}: {done:,} of {total:,}", markup=False)

    return advance
