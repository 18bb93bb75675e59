"""Reads questions about products with the texts that may answer them, in the form of the
Contextual PQA sets. Owns no measure.

A file with `label` says of each candidate whether it answers; one with `answer` and without labels
holds right ones only, and what answers another question about the same product counts as wrong.
"""

from __future__ import annotations

import csv
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.errors import BadInput

FEWEST_CANDIDATES = 3
OWN_SOURCES = frozenset({"description", "bullet", "Desc", "OSP"})
"""What a shop says itself; the rest is attributes and what customers say."""
LONGEST_VALUE = 300
_ATTRIBUTE = re.compile(r"^\s*([a-z][a-z0-9_]*):\s*(\{.*)$", re.DOTALL)
_NORMALISED = re.compile(r"normalized_value:\s*\{[^{}]*\}")
_PAIR = re.compile(r'([a-z_]+):\s*("(?:[^"]*)"|[^\s,{}\[\]]+)')
_ASKED_ELSEWHERE = " Question: "
_PLAIN = ("value", "unit", "content")


@dataclass(frozen=True, slots=True)
class Candidate:
    """`grade` is 0 for what doesn't answer."""

    text: str
    source: str
    grade: int


@dataclass(frozen=True, slots=True)
class Question:
    set: str
    id: str
    product: str
    text: str
    candidates: tuple[Candidate, ...]

    @property
    def answerable(self) -> bool:
        return any(candidate.grade for candidate in self.candidates)

    @property
    def held_out(self) -> bool:
        """Whether its product is in the half that nothing is learned from."""
        return zlib.crc32(self.product.encode()) % 2 == 1

    def own(self) -> Question:
        """With the candidates that are the shop's own texts."""
        own = tuple(c for c in self.candidates if c.source in OWN_SOURCES)
        return replace(self, candidates=own)


def read_questions(path: Path, *, labelled: bool = True) -> list[Question]:
    """Of a file, or of all such files in a folder and below. Raises `BadInput` where there is
    none."""
    files = sorted(path.rglob("*.csv")) if path.is_dir() else [path]
    found: list[Question] = []
    for file in files:
        rows = _rows(file)
        columns = set(rows[0]) if rows else set()
        if not {"question", "candidate"} <= columns or ("label" in columns) is not labelled:
            continue
        name = file.relative_to(path).parts[0] if path.is_dir() else file.stem
        found += _labelled(name, rows) if labelled else _answers(name, rows)
    if not found:
        kind = "label" if labelled else "ASIN and no label"
        raise BadInput(f"no file with the columns question, candidate, {kind}", source=path)
    return found


def said(text: str) -> str:
    """An attribute's record as `name: value unit`, a community answer without the question that
    it was given to; any other text as it stands."""
    text = text.partition(_ASKED_ELSEWHERE)[0].strip()
    match = _ATTRIBUTE.match(text)
    if match is None:
        return text
    pairs = _PAIR.findall(_NORMALISED.sub("", match[2]))
    told = (
        value.strip('"') if key in _PLAIN else f"{key.replace('_', ' ')} {value.strip(chr(34))}"
        for key, value in pairs
    )
    return f"{match[1].replace('_', ' ')}: {' '.join(dict.fromkeys(told))[:LONGEST_VALUE]}"


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            tabbed = "\t" in opened.readline()
            opened.seek(0)
            return list(csv.DictReader(opened, delimiter="\t" if tabbed else ","))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"can't be read: {error}", source=file) from error


def _labelled(name: str, rows: list[dict[str, str]]) -> Iterator[Question]:
    grouped: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        grouped.setdefault(row["qid"], []).append(row)
    for number, group in grouped.items():
        first = group[0]
        texts: dict[str, Candidate] = {}
        for row in group:
            text, grade = said(row["candidate"]), int(float(row["label"] or 0))
            if text and (text not in texts or texts[text].grade < grade):
                texts[text] = Candidate(text, row.get("source") or "attribute", grade)
        product = first.get("ASIN") or number
        yield Question(name, number, product, first["question"], tuple(texts.values()))


def _answers(name: str, rows: list[dict[str, str]]) -> Iterator[Question]:
    products: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        products.setdefault(row["ASIN"], []).append(row)
    for product, group in products.items():
        sources = {said(row["candidate"]): row.get("source", "") for row in group}
        if len(sources) < FEWEST_CANDIDATES:
            continue
        for question in dict.fromkeys(row["question"] for row in group):
            right = {said(row["candidate"]) for row in group if row["question"] == question}
            candidates = (Candidate(t, s, int(t in right)) for t, s in sources.items() if t)
            yield Question(name, f"{product}/{question}", product, question, tuple(candidates))
