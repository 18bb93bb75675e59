"""Is this reply true? Owns the verdict on one row: what is wrong, what is missing, and the wording
without its facts. Reads the final text against the records; knows nothing of how it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm.evaluate.binding import scenes
from llm.evaluate.canvas import Canvas
from llm.evaluate.comparison_checks import ComparisonChecks
from llm.evaluate.copy_checks import TASKS as COPY_TASKS
from llm.evaluate.copy_checks import copy_missing, copy_problems
from llm.evaluate.coverage import missing
from llm.evaluate.evidence import evidence_problems
from llm.evaluate.finding import find_everything
from llm.evaluate.order_checks import OrderChecks
from llm.evaluate.problem import Problem
from llm.evaluate.product_checks import ProductChecks
from llm.evaluate.quoting import quote_problems
from llm.evaluate.records import Records, stem, words_of
from llm.evaluate.said import facts_said
from llm.evaluate.service_checks import ServiceChecks
from llm.evaluate.text_checks import TextChecks
from llm.evaluate.words import WordLists

ABOUT_ONE = frozenset({"qa", "why", "recommend", "return"})
MIN_VOCABULARY_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """`missing` is empty where the task is done; `wording` is the text with slots for facts;
    `said` has a judgement for each entry of the evidence."""

    problems: tuple[Problem, ...]
    missing: str
    wording: str
    said: tuple[bool, ...] = ()

    @property
    def faithful(self) -> bool:
        return not self.problems


class Checker:
    """`languages_dir` holds a folder a language with its `checker.toml`."""

    def __init__(self, languages_dir: Path, vocabulary: Iterable[str] = ()) -> None:
        self._languages_dir = languages_dir
        self._vocabulary = frozenset(vocabulary)
        self._words: dict[str, WordLists] = {}

    def check(self, row: Mapping[str, Any]) -> Verdict:
        """`row` is the request's and the reply's fields together."""
        words = self._lists(str(row.get("language") or "en"))
        records = Records.read(row)
        canvas = find_everything(str(row["reply"]), records, words)
        task, ask = str(row.get("task") or ""), str(row.get("ask") or "")
        problems = list(self._problems(canvas, records, words, task, ask))
        problems += copy_problems(task, ask, canvas, words)
        problems += evidence_problems(row.get("evidence") or (), records)
        if not canvas.text:
            problems.append(Problem("empty", "", "says nothing at all"))
        if task in COPY_TASKS:
            owed = copy_missing(task, row, canvas, records)
        else:
            owed = missing(task, ask, canvas, records, words)
        said = tuple(facts_said(row.get("evidence") or (), canvas))
        return Verdict(tuple(dict.fromkeys(problems)), owed, wording(canvas), said)

    def facts(
        self, row: Mapping[str, Any], text: str, kinds: Iterable[str]
    ) -> Counter[tuple[str, str]]:
        """What `text` states over the row's records: each fact's kind and its words."""
        words = self._lists(str(row.get("language") or "en"))
        canvas = find_everything(text, Records.read(row), words)
        return Counter((mark.kind, mark.text.lower()) for mark in canvas.of(*kinds))

    def _problems(
        self, canvas: Canvas, records: Records, words: WordLists, task: str, ask: str
    ) -> Iterator[Problem]:
        checks = (
            ProductChecks(canvas, records, words),
            OrderChecks(canvas, records, words),
            ComparisonChecks(canvas, records, words),
            ServiceChecks(canvas, records, words, task, ask),
            TextChecks(canvas, records, words, self._vocabulary - _everyday(words)),
        )
        everything = range(len(records.items))
        subject = frozenset(everything[:1] if task in ABOUT_ONE else everything)
        for scene in scenes(canvas, subject):
            for check in checks:
                yield from check.problems(scene)
        for why in quote_problems(canvas, records):
            yield Problem("quote", canvas.text, why)

    def _lists(self, language: str) -> WordLists:
        if language not in self._words:
            self._words[language] = WordLists.load(self._languages_dir, language)
        return self._words[language]


def wording(canvas: Canvas) -> str:
    """The text with each fact put back to a slot, so that replies count by how they say it."""
    text, place = [], 0
    for mark in sorted(canvas.marks, key=lambda mark: mark.start):
        text.append(canvas.text[place : mark.start])
        text.append(mark.text if mark.kind in {"harmless", "ordinal"} else f"<{mark.kind}>")
        place = mark.stop
    return "".join([*text, canvas.text[place:]])


def vocabulary(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Single words that are a value or a brand in some row: facts, if not of every record."""
    found: set[str] = set()
    for row in rows:
        for item in Records.read(row).items:
            values = [text for texts in item.values.values() for text in texts]
            for text in (*values, item.brand):
                if len(text) >= MIN_VOCABULARY_LETTERS and text.isalpha():
                    found.update(words_of(text))
    return frozenset(found)


def _everyday(words: WordLists) -> frozenset[str]:
    """The common words, and their stems: the vocabulary of the file is of stems."""
    return words.common | frozenset(map(stem, words.common))
