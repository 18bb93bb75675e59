"""Labelled texts in a file: CSV with a header, `.gz` or not. Owns the form, and the fifth that is
held back where there is no test file."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from llm.errors import DataError
from llm.sentiment.said import Said

HELD_BACK = 0.2


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns are called; `title` may be missing in the file."""

    text: str = "text"
    title: str = "title"
    label: str = "label"


@dataclass(frozen=True, slots=True)
class Rows:
    """`labels` is empty where the file has no such column: then there is nothing to score."""

    texts: tuple[Said, ...]
    labels: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.texts)

    def picked(self, places: Sequence[int]) -> Rows:
        labels = tuple(self.labels[place] for place in places) if self.labels else ()
        return Rows(tuple(self.texts[place] for place in places), labels)

    def split(self, seed: int) -> tuple[Rows, Rows]:
        """To learn from, and a fifth of each label held back, drawn by `seed`."""
        draw, held = np.random.default_rng(seed), set[int]()
        for label in sorted(set(self.labels)):
            places = [place for place, one in enumerate(self.labels) if one == label]
            draw.shuffle(places)
            held.update(places[: int(len(places) * HELD_BACK)])
        rest = [place for place in range(len(self)) if place not in held]
        return self.picked(rest), self.picked(sorted(held))


def read_rows(path: Path, columns: Columns | None = None, *, labelled: bool = True) -> Rows:
    """Every row, empty texts too: who asks gets a prediction for each. Raises `DataError`, naming
    the file, where columns or, with `labelled`, labels are missing."""
    columns = columns or Columns()
    try:
        blob = path.read_bytes()
        text = (gzip.decompress(blob) if path.suffix == ".gz" else blob).decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""))
        records = list(reader)
    except (OSError, EOFError, ValueError, csv.Error) as error:
        raise DataError(f"{path}: {error}") from error
    there = set(reader.fieldnames or ())
    needed = {columns.text, *([columns.label] if labelled else [])}
    if needed - there:
        raise DataError(f"{path}: no column {' and '.join(sorted(needed - there))}")
    if not records:
        raise DataError(f"{path}: no rows")
    texts = tuple(Said(_cell(one, columns.text), _cell(one, columns.title)) for one in records)
    if columns.label not in there:
        return Rows(texts)
    labels = tuple(_cell(one, columns.label) for one in records)
    if labelled and not all(labels):
        raise DataError(f"{path}: row {labels.index('')} has no {columns.label}")
    return Rows(texts, labels if all(labels) else ())


def _cell(record: dict[str, str], name: str) -> str:
    return (record.get(name) or "").strip()
