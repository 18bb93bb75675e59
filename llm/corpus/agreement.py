"""Clauses about one thing, put for several: "it's in stock", "they're in stock".

A shop sells trainers and secateurs as well as bags, and nobody says "Suede Trainers is in stock".
People write each clause once, for one thing; its twin for several is made here by the language's
table, `data/languages/<code>/agreement.toml`. Owns the making, no words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from llm.corpus.clause import Clause
from llm.errors import CorpusError
from llm.plan import Number, Task

AGREEMENT_FILE = "agreement.toml"
_HIDDEN = "\x00"
_SENTENCE = re.compile(r"(?<=[.?!:;])\s+")


@dataclass(frozen=True, slots=True)
class Agreement:
    """`tasks` speak of a product as "it". `subjects` are what a verb may follow (`it`: `they`;
    `{name}` stays as it is), with `between` words before it; not after one of `never_after`, as
    in "the price of {name} is". `verbs`, and `contracted` subjects with their verb, are turned
    with them, further verbs of the sentence after one of `joints`; `others` are turned wherever
    they stand. What stands in `kept` is left alone."""

    tasks: frozenset[Task] = frozenset()
    subjects: Mapping[str, str] = field(default_factory=dict)
    between: tuple[str, ...] = ()
    never_after: tuple[str, ...] = ()
    verbs: Mapping[str, str] = field(default_factory=dict)
    contracted: Mapping[str, str] = field(default_factory=dict)
    joints: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Agreement:
        """Empty where there is no such file: then no clause has a twin. Raises `CorpusError`."""
        if not path.is_file():
            return cls()
        try:
            return cls.from_toml(tomllib.loads(path.read_text(encoding="utf-8")))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError, TypeError) as error:
            raise CorpusError(f"{path}: {error}") from error

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> Agreement:
        return cls(
            tasks=frozenset(Task(task) for task in data.get("tasks", ())),
            subjects=data.get("subjects", {}),
            between=tuple(data.get("between", ())),
            never_after=tuple(data.get("never_after", ())),
            verbs=data.get("verbs", {}),
            contracted=data.get("contracted", {}),
            joints=tuple(data.get("joints", ())),
            kept=tuple(data.get("kept", ())),
            others=data.get("others", {}),
        )

    def twins(self, clauses: Iterable[Clause]) -> Iterator[Clause]:
        """Each clause, followed by its twin where it has one."""
        for clause in clauses:
            many = self.many(clause.text) if self._concerns(clause) else clause.text
            if many == clause.text:
                yield clause
            else:
                yield replace(clause, number=Number.ONE)
                yield replace(clause, text=many, number=Number.MANY)

    def many(self, text: str) -> str:
        """`It's {stock}.` -> `They're {stock}.`; a text that speaks of nothing stays as it is."""
        return " ".join(self._spared(said) for said in _SENTENCE.split(text))

    def _concerns(self, clause: Clause) -> bool:
        return clause.task in self.tasks and clause.agrees and clause.number is None

    def _spared(self, text: str) -> str:
        """The sentence, but for what it keeps."""
        kept = _any(self.kept)
        hidden = re.findall(kept, text)
        said = iter(hidden)
        return re.sub(_HIDDEN, lambda _: next(said), self._sentence(re.sub(kept, _HIDDEN, text)))

    def _sentence(self, text: str) -> str:
        turned = _words(self.contracted).sub(lambda found: self.contracted[found[0]], text)
        said = self._subject().sub(self._verb, turned)
        if said != text:
            said = self._joined().sub(self._next, said)
        return _words(self.others).sub(lambda found: self.others[found[0]], said)

    def _subject(self) -> re.Pattern[str]:
        before = "".join(rf"(?<!\b{re.escape(word)} )" for word in self.never_after)
        subject, verb = rf"(?<!\w){_any(self.subjects)}", rf"{_any(self.verbs)}(?!\w)"
        return re.compile(rf"{before}{subject}(?P<between>(?: {_any(self.between)})*) {verb}")

    def _verb(self, found: re.Match[str]) -> str:
        subject, verb = found.group(1), found.group(found.lastindex or 1)
        return f"{self.subjects[subject]}{found['between']} {self.verbs[verb]}"

    def _joined(self) -> re.Pattern[str]:
        return re.compile(rf"{_any(self.joints)} {_any(self.verbs)}(?!\w)")

    def _next(self, found: re.Match[str]) -> str:
        return f"{found.group(1)} {self.verbs[found.group(2)]}"


def _any(words: Iterable[str]) -> str:
    """One of them, as a group; the longest first."""
    listed = sorted(words, key=len, reverse=True)
    return f"({'|'.join(map(re.escape, listed))})" if listed else r"((?!))"


def _words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’]){_any(words)}(?![\w'’])")
