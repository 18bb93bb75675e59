"""What a product's attribute is, said as people say it: not "the weight: 320 g" but "weighs 320 g".

Owns which attributes can be said so; the verbs are the language's, `[predicates]` of
`data/languages/<code>/templates.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from llm.plan import Number
from llm.planning.nouns import Nouns
from retrieval.values import Attribute

MAX_VALUE_CHARS = 40
MAX_VALUE_WORDS = 5
MAX_LABEL_WORDS = 3

Pair = tuple[str, str]  # said of one thing, of several
NOT_SAID: Pair = ("", "")


@dataclass(frozen=True, slots=True)
class Predicates:
    """Verb phrases with `{value}` in them: `measures` of attributes with a unit, `values` of any
    other, by the attribute's name. `measure` (with `{label}`, which takes its article) and `count`
    (with `{label}`, a plural) are for names of neither table, `several` for a plural name whose
    value is no number ("has FM and DAB as its bands"), said to those who ask; `feature` and
    `thing` for what is simply so. Values that begin with one of `denying` words, and the names in
    `plain`, are not said so."""

    measures: Mapping[str, Pair] = field(default_factory=dict)
    values: Mapping[str, Pair] = field(default_factory=dict)
    measure: Pair = NOT_SAID
    count: Pair = NOT_SAID
    several: Pair = NOT_SAID
    feature: Pair = NOT_SAID
    thing: Pair = NOT_SAID
    denying: tuple[str, ...] = ()
    plain: frozenset[str] = frozenset()

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> Predicates:
        return cls(
            measures={name: _pair(said) for name, said in data.get("measures", {}).items()},
            values={name: _pair(said) for name, said in data.get("values", {}).items()},
            measure=_pair(data.get("measure", NOT_SAID)),
            count=_pair(data.get("count", NOT_SAID)),
            several=_pair(data.get("several", NOT_SAID)),
            feature=_pair(data.get("feature", NOT_SAID)),
            thing=_pair(data.get("thing", NOT_SAID)),
            denying=tuple(data.get("denying", ())),
            plain=frozenset(data.get("plain", ())),
        )

    def said(
        self, attribute: Attribute, number: Number, nouns: Nouns, *, asked: bool = False
    ) -> str:
        """`weighs 320 g`; empty where the language has no such phrase for it. `asked`: for it."""
        pair = self._pair_of(attribute, nouns)
        if asked and pair == NOT_SAID and self._is_several(attribute, nouns):
            return self._filled(self.several, attribute, number, attribute.label)
        label = attribute.label if self._counts(attribute, nouns) else nouns.one(attribute.label)
        return self._filled(pair, attribute, number, label)

    def _filled(self, pair: Pair, attribute: Attribute, number: Number, label: str) -> str:
        phrase = pair[number is Number.MANY]
        return phrase.replace("{label}", label).replace("{value}", attribute.text)

    def _is_several(self, attribute: Attribute, nouns: Nouns) -> bool:
        plural = _worded(attribute.label) and nouns.is_plural(attribute.label)
        return plural and not isinstance(attribute.value, bool) and _short(attribute.text)

    def flag(self, slot: str, text: str, number: Number = Number.ONE) -> str:
        """`is waterproof` of a `feature`, `has a hood` of a `thing`."""
        pair = self.feature if slot == "feature" else self.thing
        return pair[number is Number.MANY].replace(f"{{{slot}}}", text)

    def _pair_of(self, attribute: Attribute, nouns: Nouns) -> Pair:
        name, text = attribute.name, attribute.text
        if isinstance(attribute.value, bool | tuple) or name in self.plain or not _short(text):
            return NOT_SAID
        if attribute.unit:
            sayable = nouns.one(attribute.label) and _worded(attribute.label)
            return self.measures.get(name) or (self.measure if sayable else NOT_SAID)
        if self._counts(attribute, nouns):
            return self.values.get(name) or self.count
        denied = f"{text.lower()} ".startswith(tuple(f"{word} " for word in self.denying))
        return NOT_SAID if denied else self.values.get(name, NOT_SAID)

    def _counts(self, attribute: Attribute, nouns: Nouns) -> bool:
        return _worded(attribute.label) and is_counted(attribute, nouns)


def is_counted(attribute: Attribute, nouns: Nouns) -> bool:
    """`440` `pages`."""
    many = attribute.text.isdigit() and int(attribute.text) > 1 and not attribute.unit
    return many and nouns.is_plural(attribute.label)


def _pair(said: Any) -> Pair:
    one, many = said
    return str(one), str(many)


def _short(text: str) -> bool:
    return len(text) <= MAX_VALUE_CHARS and len(text.split()) <= MAX_VALUE_WORDS


def _worded(label: str) -> bool:
    return bool(re.fullmatch(r"[a-z -]+", label)) and len(label.split()) <= MAX_LABEL_WORDS
