"""The words by which a language speaks of a product's attributes: how it asks for them, and which
of them it says as a property ("waterproof") or a thing ("a hood"). Owns no answers.

Read from `[asks]`, `[asks_at_last]`, `[aliases]`, `[synonyms]`, `[filler]`, `[asking]` and
`[features]` of `data/languages/<code>/templates.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from llm.plan import Number
from llm.planning.nouns import Nouns
from llm.planning.predicates import Predicates
from llm.planning.whether import Whether
from retrieval.values import Product

MAX_TOPIC_WORDS = 3


def tokens(text: str) -> list[str]:
    """Lower-case words, plural `s` and all: `Battery life?` -> `battery`, `life`."""
    return re.findall(r"\w+", text.lower().replace("_", " "))


def stems(words: Iterable[str]) -> set[str]:
    """Words without a plural's `s`, so that `pocket` finds `pockets`."""
    return {word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words}


@dataclass(frozen=True, slots=True)
class AskWords:
    """`kinds`: phrases by the ask they mean (`price`: `cost`), `kinds_at_last` those that do so
    where they ask for nothing else (`how much`, but not `how much does it weigh`); `aliases`: what
    an attribute's name may hold by other words for it (`weight`: `heavy`); `synonyms`: whole
    attributes by other words that ask for just that, `ambiguous` those whose own name doesn't
    (`light`).

    `filler`: words that carry no topic; `vague`: words that make it unclear; `plain`: words that
    change nothing about a question of yes or no; `open`: words that ask for more than a yes or no,
    `degree` those of them that name nothing; `turning`: words that turn the question round;
    `topics`: attributes that `[words.topic]` can name; `whether`: how a question of yes or no is
    spoken of; `telling`: forms of a word so plain that a sentence with one answers who asks by
    another ("tumble", "tumbled").

    Of yes-or-no attributes, `properties` are adjectives by the attribute's name (`non_stick`:
    `non-stick`), as is any name with one of `endings` whose last word isn't `endless`; `things`
    are what a product has (`hood`: `a hood`). `odd` names, and those with one of `odd_words`, read
    badly aloud, so they are said only when asked for. `nouns`: how names are counted and
    introduced; `predicates`: what an attribute is as a verb phrase.
    """

    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds_at_last: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ambiguous: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    degree: frozenset[str] = frozenset()
    turning: frozenset[str] = frozenset()
    telling: tuple[tuple[str, ...], ...] = ()
    whether: Whether = field(default_factory=Whether)
    filler: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    topics: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    endings: tuple[str, ...] = ()
    endless: frozenset[str] = frozenset()
    things: Mapping[str, str] = field(default_factory=dict)
    odd: frozenset[str] = frozenset()
    odd_words: frozenset[str] = frozenset()
    nouns: Nouns = field(default_factory=Nouns)
    predicates: Predicates = field(default_factory=Predicates)

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> AskWords:
        features, asking = data.get("features", {}), data.get("asking", {})
        return cls(
            kinds=_phrases(data, "asks"),
            kinds_at_last=_phrases(data, "asks_at_last"),
            aliases=_phrases(data, "aliases"),
            synonyms=_phrases(data, "synonyms"),
            ambiguous=frozenset(asking.get("ambiguous", ())),
            plain=frozenset(asking.get("plain", ())),
            open=frozenset(asking.get("open", ())),
            degree=frozenset(asking.get("degree", ())),
            turning=frozenset(asking.get("turning", ())),
            telling=tuple(map(tuple, asking.get("telling", ()))),
            whether=Whether.from_toml(data.get("whether", {})),
            filler=frozenset(data.get("filler", {}).get("words", ())),
            vague=frozenset(data.get("filler", {}).get("vague", ())),
            topics=data.get("words", {}).get("topic", {}),
            properties=features.get("properties", {}),
            endings=tuple(features.get("endings", ())),
            endless=frozenset(features.get("endless", ())),
            things=features.get("things", {}),
            odd=frozenset(features.get("odd", ())),
            odd_words=frozenset(features.get("odd_words", ())),
            nouns=Nouns.from_toml(data.get("nouns", {})),
            predicates=Predicates.from_toml(data.get("predicates", {})),
        )

    def kind(self, question: str) -> str | None:
        """`price`, `stock`, `rating`, `brand`, `options` or `details`, if a phrase says so."""
        return self.kind_first(question) or self.kind_at_last(question)

    def kind_first(self, question: str) -> str | None:
        """By the phrases that mean it whatever else is asked."""
        return _kind(question, self.kinds)

    def kind_at_last(self, question: str) -> str | None:
        """By those that mean it where nothing else is."""
        return _kind(question, self.kinds_at_last)

    def meant(self, question: str) -> list[str]:
        """Attribute names that the question's words stand for."""
        return [name for name, _ in self.meant_by(question)]

    def meant_by(self, question: str) -> list[tuple[str, str]]:
        """The same, each with the phrase that stands for it."""
        said = ((name, _first_said(question, words)) for name, words in self.aliases.items())
        return [(name, phrase) for name, phrase in said if phrase]

    def topic(self, question: str, known: Iterable[str] = ()) -> str:
        """The few words that say what is asked about, as they stand together in the question;
        empty if they can't be told. `known` are words already answered, such as the product's
        name."""
        skip = self.filler | {word.lower() for word in known}
        said = tokens(question)
        words = [word for word in said if word not in skip and not word.isdigit()]
        topic = " ".join(words)
        clear = f" {topic} " in f" {' '.join(said)} " and not self.vague & set(words)
        return topic if self.filler and clear and 0 < len(words) <= MAX_TOPIC_WORDS else ""

    def left(self, said: Iterable[str], title: str) -> list[str]:
        """Those of the words that neither are filler nor stand in the product's title."""
        skip = self.filler | set(tokens(title))
        return [word for word in said if word not in skip and not word.isdigit()]

    def number(self, product: Product) -> Number:
        """That of the product's name."""
        plural = self.nouns.is_plural(product.title, product.category)
        return Number.MANY if plural else Number.ONE

    def is_odd(self, name: str) -> bool:
        return name in self.odd or bool(self.odd_words & set(name.split("_")))

    def as_property(self, name: str) -> str:
        """The adjective that a yes-or-no attribute is, as it is written: `dishwasher_safe` ->
        `dishwasher-safe`; empty where it is none."""
        if name in self.properties:
            return self.properties[name]
        *before, last = name.split("_")
        told = last.endswith(self.endings) and last not in self.endless
        # "cable" and "free" are no adjectives by themselves; "side table" is none at all.
        return "-".join([*before, last]) if told and (before or last not in self.endings) else ""


def _phrases(data: Mapping[str, Any], section: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in data.get(section, {}).items()}


def _kind(question: str, kinds: Mapping[str, tuple[str, ...]]) -> str | None:
    return next((kind for kind, words in kinds.items() if _first_said(question, words)), None)


def _first_said(question: str, phrases: tuple[str, ...]) -> str:
    """The first of the phrases that the question holds; empty where it holds none."""
    said = f" {' '.join(tokens(question))} "
    return next((one for one in phrases if f" {' '.join(tokens(one))} " in said), "")
