"""Reading a file of requests: every fault with its line and column, before a word is written."""

from __future__ import annotations

import json
import re
from pathlib import Path

from pydantic import ValidationError

from actions.errors import BadInput
from actions.wording.rows import RequestRow
from retrieval.catalog.jsonl import read_jsonl
from retrieval.errors import BadCatalogue

ADVICE = "Requests are JSONL, one object a line: `storeclerk generate --schema` prints their schema"


def read_requests(source: Path) -> list[tuple[int, RequestRow]]:
    """Rows with their line numbers. Raises `BadInput` for the first bad line."""
    rows = [(line, _row(record, source, line)) for line, record in read_jsonl(source, _stop)]
    if not rows:
        raise BadInput(f"{source} holds no requests")
    return rows


def _stop(error: BadCatalogue) -> None:
    """Without what is advised about a catalogue."""
    place = f", line {error.line}" if error.line else ""
    column = f", column {error.column}" if error.column else ""
    raise BadInput(f"{error.source}{place}{column}: {error.reason}. {ADVICE}") from error


def _row(record: dict[str, object], source: Path, line: int) -> RequestRow:
    try:
        return RequestRow.model_validate(record)
    except ValidationError as error:
        first = error.errors()[0]
        names = [part for part in first["loc"] if isinstance(part, str) and part in record]
        key = names[0] if names else ""
        where = ".".join(str(part) for part in first["loc"])
        column = column_of(source, line, key)
        raise fault(source, line, column, f"{where}: {first['msg']}") from error


def fault(source: Path, line: int, column: int, reason: str) -> BadInput:
    return BadInput(f"{source}, line {line}, column {column}: {reason}")


def column_of(source: Path, line: int, key: str) -> int:
    """Where a row's `key` stands in its line; 1 if it doesn't."""
    if not key or source.suffix == ".gz":
        return 1
    with source.open(encoding="utf-8-sig") as file:
        text = next((row for number, row in enumerate(file, start=1) if number == line), "")
    # With its colon: a task may have an object's name as its value.
    found = re.search(rf"{re.escape(json.dumps(key))}\s*:", text)
    return found.start() + 1 if found else 1
