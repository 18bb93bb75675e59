"""Files -> records with the place each stands at. Owns formats, and no meaning of fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions.errors import BadInput
from actions.records.kinds import Kind, kind_of
from actions.records.tables import from_rows
from retrieval.catalog.jsonl import read_jsonl
from retrieval.catalog.tabular import read_csv
from retrieval.errors import BadInput as BadFile

JSON_LINES, TABLES = (".jsonl", ".ndjson"), (".csv", ".tsv")
SHEETS = (".xlsx", ".xls", ".ods", ".numbers")
OnFault = Callable[[str, str], None]
"""Of a place and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Raw:
    """`place` is `FILE:LINE`. `kind` is None where no field says what it is."""

    place: str
    kind: Kind | None
    fields: dict[str, Any]


def read_files(files: Sequence[Path], currency: str, on_fault: OnFault) -> Iterator[Raw]:
    """`currency` is that of a CSV's rows which name none. Raises `BadInput` for a file that can't
    be read as one of records at all; a bad line goes to `on_fault`."""
    for file in files:
        form = _form(file)
        if not file.is_file():
            raise BadInput(f"{file} is not there; check the path")
        try:
            yield from _records(file, form, currency, on_fault)
        except BadFile as error:
            raise BadInput(f"{_place(file, error.line)}: {error.reason}. {error.advice}") from error


def _records(file: Path, form: str, currency: str, on_fault: OnFault) -> Iterator[Raw]:
    def bad(error: BadFile) -> None:
        on_fault(_place(file, error.line), error.reason)

    if form in JSON_LINES:
        for line, fields in read_jsonl(file, bad):
            yield Raw(_place(file, line), kind_of(fields), fields)
        return
    for line, kind, fields in from_rows(file, read_csv(file, bad), currency, on_fault):
        yield Raw(_place(file, line), kind, fields)


def _place(file: Path, line: int | None) -> str:
    return f"{file}:{line}" if line else str(file)


def _form(file: Path) -> str:
    """The end of the name, `.gz` left out. Raises `BadInput`."""
    ends = [end.lower() for end in file.suffixes if end.lower() != ".gz"]
    form = ends[-1] if ends else ""
    if form in SHEETS:
        raise BadInput(f"{file} is a spreadsheet: save it as CSV (UTF-8), and give that file")
    if form not in JSON_LINES + TABLES:
        raise BadInput(f"{file}: records are read from .jsonl and .csv, also .gz")
    return form
