"""A file of RNNLG's form, read: `[[act, sentence, baseline], ...]`, comment lines before it, `.gz`
or not. Owns the form and which sentences are one act's references."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from llm.data_to_text.act import Act, Features, parse_act
from llm.data_to_text.slots import delexicalise, lexicalise
from llm.data_to_text.spelling import normalise
from llm.errors import DataError


@dataclass(frozen=True, slots=True)
class Row:
    """`sentence` is a person's, spelled as the set spells it, slots in the place of values."""

    act: Act
    sentence: str


def read_rows(path: Path) -> list[Row]:
    """Raises `DataError`, naming the file and the row."""
    try:
        blob = path.read_bytes()
        text = (gzip.decompress(blob) if path.suffix == ".gz" else blob).decode("utf-8")
        data = json.loads("\n".join(_uncommented(text.splitlines())))
    except (OSError, EOFError, ValueError) as error:
        raise DataError(f"{path}: {error}") from error
    if not isinstance(data, list) or not data:
        raise DataError(f"{path}: a list of [act, sentence, ...] is needed")
    return [_row(entry, f"{path}: row {number}") for number, entry in enumerate(data)]


def references(rows: Sequence[Row]) -> list[list[str]]:
    """For each row the sentences of all rows with its act's features, with its own act's values:
    the set's references."""
    said: defaultdict[Features, list[str]] = defaultdict(list)
    for row in rows:
        said[row.act.features].append(row.sentence)
    return [[lexicalise(sentence, row.act) for sentence in said[row.act.features]] for row in rows]


def _uncommented(lines: list[str]) -> list[str]:
    start = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return lines[start:]


def _row(entry: object, where: str) -> Row:
    match entry:
        case [str(act_text), str(sentence), *_]:
            act = parse_act(act_text)
            return Row(act, delexicalise(normalise(sentence), act))
    raise DataError(f"{where}: [act, sentence, ...] is needed")
