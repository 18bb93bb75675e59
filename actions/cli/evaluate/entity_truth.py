"""Messages marked by hand with what they mention, and what makes two values the same. Owns the
files' form: a message a line, `[words](kind)` or `[words](kind:value)`, `?asked|` before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from actions.entities import Entity
from actions.entities.wanted import measured
from actions.errors import BadInput
from actions.mentions.words import MentionWords
from actions.stores.spelling import folded_code, folded_name
from retrieval.fold import fold, folded
from retrieval.query import Language

KINDS = ("order_number", "product", "brand", "colour", "size", "price", "date", "email", "city",
         "quantity", "ordinal", "postcode", "name")  # fmt: skip
COMMENT = "# "
_MARK = re.compile(r"\[([^\]\[]+)\]\(([a-z_]+)(?::([^)]+))?\)")
_ASKED = re.compile(r"\?([a-z_]+)\|")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MEASURE = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)$")

Value = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Marked:
    """`entities` are (kind, value), the values as `Same` compares them."""

    text: str
    asked: frozenset[str]
    entities: frozenset[Value]


class Same:
    """One language's ways of writing one value, brought to one."""

    def __init__(self, folder: Path, called: Callable[[list[str]], str]) -> None:
        self._language = Language.load(folder)
        words = MentionWords.load(folder)
        places = words.table("ordinal", "words")
        self._numbers = {**words.numbers, **{name: int(place) for name, place in places.items()}}
        self._called = called

    def value(self, kind: str, said: str) -> Value:
        return kind, self._value(kind, said.strip())

    def of(self, entity: Entity) -> Value:
        return self.value(entity.kind, entity.value)

    def _value(self, kind: str, said: str) -> str:
        if kind == "product":
            return self._called(folded(said).split())
        if kind == "size":
            return self._size(said)
        if kind in ("order_number", "postcode"):
            return folded_code(said)
        if kind in ("name", "city"):
            return folded_name(said)
        if kind in ("quantity", "ordinal"):
            return str(self._numbers.get(said.lower(), re.sub(r"(?<=\d)[a-z]+$", "", said.lower())))
        if kind == "price":
            return _NUMBER.sub(lambda match: f"{float(match[0]):g}", said)
        return fold(said)

    def _size(self, said: str) -> str:
        plain = " ".join(w for w in fold(said).split() if w not in self._language.list.size.words)
        match = _MEASURE.search(plain)
        unit = self._unit(match[2]) if match else None
        if match and unit:
            return measured(float(match[1].replace(",", ".")), unit)
        names = self._language.list.size.names.items()
        return next((fold(size) for size, all_names in names if plain in all_names), folded(plain))

    def _unit(self, word: str) -> str | None:
        units = self._language.list.units.items()
        return next((symbol for symbol, names in units if word in names), None)


def read_marked(path: Path, same: Same) -> list[Marked]:
    """Raises `BadInput` with the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BadInput(f"{path}: {error}") from error
    read = []
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith(COMMENT):
            read.append(_marked(line, same, f"{path}, line {number}"))
    return read


def _marked(line: str, same: Same, where: str) -> Marked:
    asked = _ASKED.match(line)
    line = line[asked.end() :] if asked else line
    line = line.replace("\\n", "\n")
    unknown = {match[2] for match in _MARK.finditer(line)} - set(KINDS)
    if unknown:
        raise BadInput(f"{where}: no such kind: {', '.join(sorted(unknown))}")
    entities = frozenset(same.value(m[2], m[3] or m[1]) for m in _MARK.finditer(line))
    return Marked(_MARK.sub(r"\1", line), frozenset(asked.groups() if asked else ()), entities)
