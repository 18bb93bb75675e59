"""What the verifier of final texts knows of a language: `data/languages/<code>/voice.toml`.

Owns the reading of that file; what its words mean for a reply is the checks' business. A language
without the file has no words but those of its clauses.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm.errors import LanguageError

_NEVER = re.compile(r"(?!)")
Says = Mapping[str, Mapping[str, tuple[str, ...]]]


def phrases(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of `words` where it stands as whole words; the longest first."""
    listed = sorted({word.lower() for word in words if word}, key=len, reverse=True)
    if not listed:
        return _NEVER
    return re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, listed))})(?![\w'])")


@dataclass(frozen=True, slots=True)
class Negation:
    """`needs` and `meets` are words that must be denied where nothing is known, or met; `free`
    marks clauses that speak of the talk; `gives_way` may stand for a denial beside a wish."""

    words: re.Pattern[str] = _NEVER
    idioms: re.Pattern[str] = _NEVER
    needs: re.Pattern[str] = _NEVER
    meets: re.Pattern[str] = _NEVER
    free: re.Pattern[str] = _NEVER
    gives_way: re.Pattern[str] = _NEVER

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> Negation:
        words = phrases(data.get("words", ())).pattern
        endings = "|".join(re.escape(ending) for ending in data.get("endings", ()))
        both = rf"{words}|\w(?:{endings})(?!\w)" if endings else words
        rest = (phrases(data.get(name, ())) for name in cls.__slots__[1:])
        return cls(re.compile(both), *rest)


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language's words, by what they are for: see the comments of voice.toml. `checked` are the
    words of phrases whose truth is looked into wherever they stand."""

    words: frozenset[str]
    task_words: Mapping[str, frozenset[str]]
    checked: frozenset[str]
    plurals: tuple[str, ...]
    joints: tuple[str, ...]
    capitals: frozenset[str]
    says: Says
    labels: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    number_words: re.Pattern[str]
    negation: Negation
    answers: Mapping[str, frozenset[str]]
    ordinals: Mapping[str, int]
    ordinal_words: re.Pattern[str]
    compare: Mapping[str, re.Pattern[str]]
    offer: re.Pattern[str]
    praise: re.Pattern[str]
    praise_allowed: re.Pattern[str]
    never: re.Pattern[str]
    talk: tuple[str, ...]
    cues: Mapping[str, re.Pattern[str]]
    cue_words: Mapping[str, frozenset[str]]
    order: Mapping[str, frozenset[str]]
    never_follow: Mapping[str, frozenset[str]]

    @classmethod
    def load(cls, folder: Path) -> Tongue:
        """Raises `LanguageError` for a file that isn't TOML."""
        path = folder / "voice.toml"
        try:
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
            return cls.from_toml(tomllib.loads(text))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise LanguageError(f"{path}: {error}") from error

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> Tongue:
        numbers = data.get("numbers", {})
        places = dict(zip(("first", "second", "third"), range(3), strict=True))
        ordinals = {w: places[name] for name, ws in data.get("ordinals", {}).items() for w in ws}
        praise = data.get("praise", {})
        order = _by_word(data.get("order", {}).get("classes", {}))
        never = data.get("order", {}).get("never", {})
        return cls(
            words=frozenset(data.get("words", "").lower().split()),
            task_words={
                task: frozenset(words.lower().split())
                for task, words in data.get("task_words", {}).items()
            },
            checked=_checked(data),
            plurals=tuple(data.get("plurals", ())),
            joints=tuple(data.get("joints", ())),
            capitals=frozenset(data.get("capitals", ())),
            says={
                slot: {value: tuple(texts) for value, texts in by_value.items()}
                for slot, by_value in data.get("says", {}).items()
            },
            labels={name: tuple(texts) for name, texts in data.get("labels", {}).items()},
            numbers=numbers,
            number_words=phrases(numbers),
            negation=Negation.from_toml(data.get("negation", {})),
            answers={k: frozenset(words) for k, words in data.get("answers", {}).items()},
            ordinals=ordinals,
            ordinal_words=phrases(ordinals),
            compare={k: phrases(v.get("words", ())) for k, v in data.get("compare", {}).items()},
            offer=phrases(data.get("offer", {}).get("words", ())),
            praise=phrases(praise.get("words", ())),
            praise_allowed=phrases(praise.get("allowed", ())),
            never=phrases(data.get("never", {}).get("phrases", ())),
            talk=tuple(data.get("talk", {}).get("starts", ())),
            cues={slot: phrases(words) for slot, words in data.get("cues", {}).items()},
            cue_words={
                slot: frozenset(" ".join(words).lower().split())
                for slot, words in data.get("cues", {}).items()
            },
            order=order,
            never_follow={
                word: frozenset(after for name in names for after in never.get(name, ()))
                for word, names in order.items()
            },
        )


def _by_word(classes: Mapping[str, str]) -> dict[str, frozenset[str]]:
    words = {word for listed in classes.values() for word in listed.split()}
    return {w: frozenset(n for n, listed in classes.items() if w in listed.split()) for w in words}


def _checked(data: Mapping[str, Any]) -> frozenset[str]:
    tables = [*data.get("compare", {}).values(), data.get("offer", {})]
    listed = [phrase for table in tables for phrase in table.get("words", ())]
    listed += [*data.get("numbers", {}), *data.get("negation", {}).get("gives_way", ())]
    listed += data.get("praise", {}).get("allowed", ())
    return frozenset(word for phrase in listed for word in phrase.lower().split())
