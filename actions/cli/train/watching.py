"""A training's progress: how far, at what loss, how long still. Owns no figures.

Drawn where stderr is a terminal; a log gets a line each tenth."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from actions.cli.output import err

Watch = Callable[[int, int, float], None]
TOLD = 10  # lines, from start to end


@contextmanager
def watching(label: str, unit: str) -> Iterator[Watch]:
    """Yields `watch(done, total, loss)`."""
    if not err.is_terminal:
        yield _lines(label, unit)
        return
    columns = (
        TextColumn("[bold]{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("loss {task.fields[loss]:.3f}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err) as bar:
        task = bar.add_task(label, total=None, loss=0.0)

        def watch(done: int, total: int, loss: float) -> None:
            bar.update(task, completed=done, total=total, loss=loss)

        yield watch


def _lines(label: str, unit: str) -> Watch:
    told, began = -1, 0
    started = time.monotonic()

    def watch(done: int, total: int, loss: float) -> None:
        nonlocal told, began, started
        if told < 0:  # one that goes on doesn't count what was done before
            told, began, started = done * TOLD // total, done, time.monotonic()
            err.print(f"{label}: {done:,} of {total:,} {unit}, loss {loss:.3f}", markup=False)
        elif done * TOLD >= (told + 1) * total:
            told = done * TOLD // total
            left = (time.monotonic() - started) * (total - done) / max(1, done - began)
            err.print(
                f"{label}: {done:,} of {total:,} {unit}, loss {loss:.3f}, {left / 60:.1f} min left",
                markup=False,
            )

    return watch
