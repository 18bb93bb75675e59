"""Where a clause stands in its file. TOML readers give no lines, so its text is sought there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from llm.corpus.clause import Clause, read_clauses


@dataclass(frozen=True, slots=True)
class Placed:
    """`line` is 0 where the text is written in another way than it reads."""

    clause: Clause
    path: Path
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else str(self.path)


def read_placed(folder: Path) -> list[Placed]:
    """The clauses of all TOML files of a folder, as `read_folder` orders them. Raises
    `CorpusError`."""
    return [placed for path in sorted(folder.glob("*.toml")) for placed in _of(path)]


def _of(path: Path) -> Iterator[Placed]:
    clauses = read_clauses(path)
    source = path.read_text(encoding="utf-8")
    position = 0
    for clause in clauses:
        found = source.find(json.dumps(clause.text, ensure_ascii=False), position)
        if found < 0:
            yield Placed(clause, path, 0)
            continue
        position = found + 1
        yield Placed(clause, path, source.count("\n", 0, found) + 1)
