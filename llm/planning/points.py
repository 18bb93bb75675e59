"""What a shop tells of a product unasked, point by point, each with its facts. Owns which
attributes read as a plain phrase ("made of oak", "weighs 420 g"); how many are said is the
planners' to decide."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from babel.lists import format_list

from llm.plan import Fact
from llm.planning.asking import AskWords, stems, tokens
from llm.planning.facts import (
    attribute_facts,
    catalog_source,
    feature_fact,
    predicate_fact,
    rating_facts,
)
from llm.planning.features import telling
from llm.planning.predicates import is_counted
from retrieval.values import Attribute, Product

Point = tuple[Fact, ...]

MIN_HINT_LETTERS = 4
MAX_PAIR_CHARS = 32
MAX_PAIR_WORDS = 3
MAX_MATERIAL_CHARS = 40
MIN_CHOICES, MAX_CHOICES = 2, 5
MIN_REVIEWS, MIN_GOOD_RATING = 5, 4.0
_UNITS = {
    "weight": frozenset({"g", "kg", "oz", "lb"}),
    "capacity": frozenset({"ml", "cl", "l"}),
}
_OWN_POINTS = frozenset({"material", "weight", "capacity", "warranty"})
MEASURES = frozenset({"weight", "capacity", "height", "width", "depth", "length", "volume"})


@dataclass(frozen=True)
class Points:
    """Each is empty where the record doesn't hold it, or says it in the title already."""

    product: Product
    words: AskWords
    locale: str = "en"

    @cached_property
    def _telling(self) -> list[Attribute]:
        title = tokens(self.product.title)
        return [a for a in telling(self.product, self.words) if not _hinted(a, title)]

    def _named(self, name: str, good: Callable[[Attribute], bool]) -> Point:
        found = next((a for a in self._telling if a.name == name and good(a)), None)
        return (self._value(found, name),) if found else ()

    def _value(self, attribute: Attribute, slot: str, text: str = "") -> Fact:
        field = f"attributes.{attribute.name}"
        said = text or attribute.text
        return Fact(slot, said, field, attribute.text, catalog_source(self.product))

    @cached_property
    def material(self) -> Point:
        """In lower case where it is a common word."""
        point = self._named("material", lambda a: len(a.text) <= MAX_MATERIAL_CHARS)
        return tuple(
            replace(fact, text=fact.text.lower()) if fact.text.istitle() else fact
            for fact in point
            if re.fullmatch(r"[\w'’ -]+", fact.text)
        )

    @cached_property
    def weight(self) -> Point:
        return self._named("weight", _measured)

    @cached_property
    def capacity(self) -> Point:
        return self._named("capacity", _measured)

    @cached_property
    def features(self) -> tuple[Fact, ...]:
        """Properties: `waterproof`."""
        return tuple(fact for fact in self._flags if fact.slot == "feature")

    @cached_property
    def things(self) -> tuple[Fact, ...]:
        """What it has: `a hood`, `4 wheels`."""
        counted = [
            self._value(a, "thing", f"{a.text} {a.label}")
            for a in self._telling
            if self._counted(a)
        ]
        return (*(fact for fact in self._flags if fact.slot == "thing"), *counted)

    def _counted(self, attribute: Attribute) -> bool:
        """`4 wheels`, where the language has no verb of its own for it ("seats 8")."""
        verb = attribute.name in self.words.predicates.values
        return not verb and is_counted(attribute, self.words.nouns)

    @cached_property
    def _flags(self) -> list[Fact]:
        facts = (feature_fact(self.product, a, self.words) for a in self._telling)
        return [fact for fact in facts if fact]

    @cached_property
    def pairs(self) -> tuple[Point, ...]:
        """`battery life` and `28 h`: what can be said as "the ... is ..."."""
        return tuple(
            tuple(attribute_facts(self.product, a))
            for a in self._telling
            if a.name not in _OWN_POINTS and self._reads_as_pair(a)
        )

    @cached_property
    def statements(self) -> tuple[Point, ...]:
        """`has a battery life of 28 h` where the language can say so, else the pair."""
        return tuple(point for a in self._telling if (point := self._statement(a)))

    def _statement(self, attribute: Attribute) -> Point:
        if attribute.name in _OWN_POINTS or isinstance(attribute.value, bool):
            return ()
        if self._counted(attribute):
            return ()  # one of its things
        if fact := predicate_fact(self.product, attribute, self.words):
            return (fact,)
        pair = self._reads_as_pair(attribute)
        return tuple(attribute_facts(self.product, attribute)) if pair else ()

    def _reads_as_pair(self, attribute: Attribute) -> bool:
        text, label = attribute.text, attribute.label
        if isinstance(attribute.value, bool | tuple) or not label.isascii():
            return False
        if attribute.name in MEASURES and not attribute.unit:
            return False
        if len(text) > MAX_PAIR_CHARS or len(text.split()) > MAX_PAIR_WORDS or ":" in text:
            return False
        bare = text.replace(".", "").replace(",", "").isdigit()
        again = bool(stems(tokens(label)) & stems(tokens(text)))
        return not (bare or again or self._is_plural(label))

    def _is_plural(self, label: str) -> bool:
        return self.words.nouns.is_plural(label)

    @cached_property
    def colours(self) -> Point:
        return self._choices("colours", ("colour", "color"))

    @cached_property
    def sizes(self) -> Point:
        return self._choices("sizes", ("size",))

    def _choices(self, slot: str, names: tuple[str, ...]) -> Point:
        for name in names:
            found = (variant.options.get(name, "") for variant in self.product.variants)
            values = [value for value in dict.fromkeys(found) if value]
            plain = all("," not in value for value in values)
            if MIN_CHOICES <= len(values) <= MAX_CHOICES and plain:
                text = str(format_list(values, locale=self.locale))
                source = catalog_source(self.product)
                return (Fact(slot, text, f"options.{name}", values, source),)
        return ()

    @cached_property
    def rating(self) -> Point:
        """Only where it speaks for the product, and enough have spoken."""
        product = self.product
        good = (product.rating or 0) >= MIN_GOOD_RATING and product.rating_count >= MIN_REVIEWS
        return tuple(rating_facts(product)) if good else ()


def _hinted(attribute: Attribute, title: list[str]) -> bool:
    """The hood of a "Hooded Jacket"."""
    said = [word for word in tokens(attribute.label) if len(word) >= MIN_HINT_LETTERS]
    flag = attribute.value is True
    return flag and any(word.startswith(hint) for hint in said for word in title)


def _measured(attribute: Attribute) -> bool:
    return attribute.unit in _UNITS[attribute.name]
