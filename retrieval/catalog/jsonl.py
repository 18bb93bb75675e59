"""Records of a JSONL file: one JSON object a line. Owns no meaning of fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from retrieval.catalog.lines import SKIP_BAD, OnBad, read_lines
from retrieval.errors import BadCatalogue

Record = dict[str, Any]


def read_jsonl(source: Path, on_bad: OnBad) -> Iterator[tuple[int, Record]]:
    """Yields (line number, object); blank lines are passed over, faults go to `on_bad`."""
    for number, line in read_lines(source, on_bad):
        if not line.strip():
            continue
        try:
            yield number, parse_object(line, source, number)
        except BadCatalogue as error:
            on_bad(error)


def parse_object(line: str, source: Path, number: int) -> Record:
    """Raises `BadCatalogue` with the column where the JSON breaks."""
    try:
        value = json.loads(line.rstrip(), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadCatalogue(
            f"broken JSON: {error.msg}",
            source=source,
            line=number,
            column=error.colno,
            advice=_advice(line),
        ) from error
    except (ValueError, RecursionError) as error:
        raise BadCatalogue(
            f"unusable JSON: {error}", source=source, line=number, advice="Correct the line"
        ) from error
    if not isinstance(value, dict):
        raise BadCatalogue(
            f"holds a JSON {_kind(value)} where an object belongs",
            source=source,
            line=number,
            column=1,
            advice='Write one object a line: {"id": ..., "title": ...}',
        )
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number a catalogue can hold")


def _advice(line: str) -> str:
    if line.strip() in ("[", "{"):
        return "JSONL has one whole object a line; this looks like a pretty-printed JSON file"
    return f"Correct the line, or {SKIP_BAD}"


def _kind(value: object) -> str:
    if isinstance(value, list):
        return "array"
    return "null" if value is None else type(value).__name__
