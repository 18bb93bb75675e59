"""A clause: one sentence or two of the shop's voice, with slots where facts go.

Owns how clauses are written down (TOML) and read. Whether they are any good is `lint`'s business.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from llm.errors import CorpusError
from llm.plan import Form, Number, Task, Tone

SLOT = re.compile(r"\{(\w+)\}")


class Part(StrEnum):
    """Where in a reply a clause stands; only a `body` clause carries slots."""

    OPENER = "opener"
    BODY = "body"
    CLOSER = "closer"


@dataclass(frozen=True, slots=True)
class Clause:
    """`asks` and `tones` are empty where the clause suits every ask of its task, every tone;
    `number` is None where it suits a product whose name is a plural as well as any other. `agrees`
    is False where its "it" stands for something else than the product."""

    text: str
    task: Task
    part: Part = Part.BODY
    asks: frozenset[str] = frozenset()
    tones: frozenset[Tone] = frozenset()
    number: Number | None = None
    agrees: bool = True

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(SLOT.findall(self.text))

    def suits(self, form: Form) -> bool:
        return (
            self.task is form.task
            and (not self.asks or form.ask in self.asks)
            and (not self.tones or form.tone in self.tones)
            and self.number in (None, form.number)
        )


def read_clauses(path: Path) -> list[Clause]:
    """The clauses of a TOML file. Raises `CorpusError`, naming the file and the block."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"{path}: {error}") from error
    return list(clauses_from(data, str(path)))


def read_folder(folder: Path) -> list[Clause]:
    """The clauses of all TOML files of a folder, in the order of the files' names."""
    return [clause for path in sorted(folder.glob("*.toml")) for clause in read_clauses(path)]


def clauses_from(data: Mapping[str, Any], where: str) -> Iterator[Clause]:
    """`[[clauses]]` blocks: `text` is a list of wordings, `task` may stand once for the file,
    `agrees = false` where "it" isn't the product."""
    for number, block in enumerate(data.get("clauses", ()), start=1):
        try:
            pattern = Clause(
                text="",
                task=Task(block.get("task", data.get("task"))),
                part=Part(block.get("part", "body")),
                asks=frozenset(block.get("asks", ())),
                tones=frozenset(Tone(tone) for tone in block.get("tones", ())),
                agrees=bool(block.get("agrees", True)),
            )
            texts = [str(text) for text in block["text"]]
        except (KeyError, ValueError, TypeError) as error:
            raise CorpusError(f"{where}: block {number} of [[clauses]]: {error}") from error
        for text in texts:
            yield replace(pattern, text=" ".join(text.split()))
