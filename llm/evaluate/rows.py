"""The file of replies, joined with the requests they answer. Owns reading and joining."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from llm.evaluate.errors import BadRow

Row = dict[str, Any]


def read_rows(replies: Path, requests: Path | None = None) -> list[Row]:
    """A row a reply: the request's fields and the reply's. A reply without its own request
    fields takes them from `requests`, by `id`. Raises `BadRow`."""
    asked = {str(row.get("id")): row for _, row in _lines(requests)} if requests else {}
    rows = []
    for number, line in _lines(replies):
        if not isinstance(line.get("reply"), str):
            raise BadRow(f"{replies}:{number}: no text in `reply`")
        row = {**asked.get(str(line.get("id")), {}), **line}
        if "task" not in row:
            hint = "not in the requests" if requests else "name their file by --requests"
            raise BadRow(f"{replies}:{number}: reply {line.get('id')!r} has no request: {hint}")
        rows.append(row)
    if not rows:
        raise BadRow(f"{replies}: no replies")
    return rows


def read_products(catalog: Path) -> list[Row]:
    """The products of a JSONL file (.gz too), as they stand there. Raises `BadRow`."""
    return [row for _, row in _lines(catalog)]


def _open(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _lines(path: Path) -> Iterator[tuple[int, Row]]:
    with _open(path) as file:
        for number, text in enumerate(file, start=1):
            if not text.strip():
                continue
            try:
                row = json.loads(text)
            except json.JSONDecodeError as error:
                raise BadRow(f"{path}:{number}:{error.colno}: {error.msg}") from error
            if not isinstance(row, dict):
                raise BadRow(f"{path}:{number}: a line is an object")
            yield number, row
