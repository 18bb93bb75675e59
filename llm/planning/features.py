"""Which of a product's attributes are worth a word, and how they are said together.

Owns the choice; which attribute was wished for or asked about is the planners' to know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from llm.plan import Fact
from llm.planning.asking import AskWords, stems, tokens
from llm.planning.facts import said_facts
from retrieval.values import Attribute, Product

MAX_VALUE_CHARS = 60
MAX_PLAIN_WORDS = 3
OWN_SLOTS = frozenset({"colour", "size", "brand", "price", "rating"})  # said as such, if at all


def sayable(attribute: Attribute) -> bool:
    """Short enough for a sentence, and something the product has rather than lacks."""
    text = attribute.text
    return 0 < len(text) <= MAX_VALUE_CHARS and "\n" not in text and attribute.value is not False


def telling(product: Product, words: AskWords) -> list[Attribute]:
    """What can be said unasked, the plainest first: properties, measures and what has a verb, then
    short values.
    Nothing that the title or the category says already, nothing that reads badly aloud."""
    known = stems(tokens(f"{product.title} {product.category}"))
    kept = [
        attribute
        for attribute in product.attributes
        if sayable(attribute)
        and attribute.name not in OWN_SLOTS
        and not words.is_odd(attribute.name)
        and _reads(product, attribute, words)
        and not known & stems(tokens(told(attribute)))
    ]
    return sorted((a for a in kept if _spoken(a, words)), key=lambda a: _rank(a, words))


def feature_facts(product: Product, attributes: Iterable[Attribute], words: AskWords) -> list[Fact]:
    """At most two attributes in the order of the table: a property, a thing, a predicate, a value
    by its name; of two things the second is left out."""
    found: list[list[Fact]] = []
    taken: set[str] = set()
    for attribute in attributes:
        facts = said_facts(product, attribute, words)
        if facts[0].slot in taken:
            if facts[0].slot == "thing":
                continue
            facts = [replace(fact, slot=f"{fact.slot}2") for fact in facts]
        taken.add(facts[0].slot)
        found.append(facts)
    order = ("feature", "feature2", "thing", "predicate", "predicate2", "label", "label2")
    found = sorted(found[:2], key=lambda facts: order.index(facts[0].slot))
    return [fact for facts in found for fact in facts]


def told(attribute: Attribute) -> str:
    """The words that tell most of it: the value, or the name of what is simply so."""
    return attribute.label if attribute.value is True else attribute.text


def _spoken(attribute: Attribute, words: AskWords) -> bool:
    """A bare "yes" to a label is only for those who asked."""
    if attribute.value is not True:
        return True
    return bool(words.as_property(attribute.name) or attribute.name in words.things)


def _reads(product: Product, attribute: Attribute, words: AskWords) -> bool:
    """A plural name without a verb of its own reads badly: "the colours is"."""
    plural = words.nouns.is_plural(attribute.label)
    return not plural or said_facts(product, attribute, words)[0].slot != "label"


def _rank(attribute: Attribute, words: AskWords) -> int:
    if attribute.value is True:
        return 0
    if attribute.unit or attribute.name in words.predicates.values:
        return 1
    return 2 if len(attribute.text.split()) <= MAX_PLAIN_WORDS else 3
