"""What to say of two or three products side by side. Owns no verdict beyond the lowest price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from llm.plan import Fact, Plan, Task, Tone
from llm.planning.asking import AskWords
from llm.planning.facts import (
    attribute_facts,
    feature_fact,
    numbered,
    price_fact,
    rating_facts,
    title_fact,
    value_fact,
)
from llm.planning.features import sayable
from retrieval.values import Attribute, Hit

MAX_CHEAPER_TITLE_CHARS = 60
MIN_COMPARED, MAX_COMPARED = 2, 3


def plan_compare(
    hits: Sequence[Hit],
    *,
    query: str = "",
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
    words: AskWords | None = None,
) -> Plan:
    """Names, prices, and where they differ. Raises `ValueError` with fewer than two hits; the
    fourth and further ones are left out."""
    compared = tuple(hits[:MAX_COMPARED])
    if len(compared) < MIN_COMPARED:
        raise ValueError("a comparison needs two products")
    facts = [*_names(compared, locale), *_differences(compared, words or AskWords())]
    facts += _ratings(compared)
    facts += _cheaper(compared)
    ask = "two" if len(compared) == MIN_COMPARED else "three"
    return Plan(Task.COMPARE, tuple(facts), query, ask, language, tone, locale)


def _names(hits: tuple[Hit, ...], locale: str) -> list[Fact]:
    titles = [title_fact(hit.product, place) for place, hit in enumerate(hits, start=1)]
    prices = [price_fact(hit, locale, place) for place, hit in enumerate(hits, start=1)]
    known = [price for price in prices if price is not None]
    if len(known) < len(hits):
        return titles
    return [fact for pair in zip(titles, known, strict=True) for fact in pair]


def _differences(hits: tuple[Hit, ...], words: AskWords) -> list[Fact]:
    """The first attributes they share by name and differ in by value: two for two products,
    one for three. Of what one of two simply is or has, one, said as such."""
    told = [a for a in hits[0].product.attributes if _reads(a, words)]
    shared = [rows for a in told if (rows := _differing(hits, a.name))]
    names = (("label", "value"), ("other_label", "other_value"))
    wanted = names if len(hits) == MIN_COMPARED else names[:1]
    facts: list[Fact] = []
    for (label, value), rows in zip(wanted, shared, strict=False):
        facts += attribute_facts(hits[0].product, rows[0], label, value)
        rest = zip(hits[1:], rows[1:], strict=True)
        for place, (hit, attribute) in enumerate(rest, start=2):
            facts.append(value_fact(hit.product, attribute, numbered(value, place)))
    room = len(hits) == MIN_COMPARED and len(shared) < len(wanted)
    return facts + (_only(hits, words) if room else [])


def _reads(attribute: Attribute, words: AskWords) -> bool:
    """Aloud, and in "the {label} is"."""
    return not (words.is_odd(attribute.name) or words.nouns.is_plural(attribute.label))


def _only(hits: tuple[Hit, ...], words: AskWords) -> list[Fact]:
    """`is waterproof`, where only the first or only the second of two is."""
    for attribute in hits[0].product.attributes:
        other = hits[1].product.attribute(attribute.name)
        if other is None or {attribute.value, other.value} != {True, False}:
            continue
        place = 0 if attribute.value else 1
        product = hits[place].product
        fact = feature_fact(product, attribute if place == 0 else other, words)
        if fact:
            slot = ("only_first", "only_second")[place]
            return [replace(fact, slot=slot, text=words.predicates.flag(fact.slot, fact.text))]
    return []


def _differing(hits: tuple[Hit, ...], name: str) -> list[Attribute]:
    found = [a for hit in hits if (a := hit.product.attribute(name)) and sayable(a)]
    flags = any(isinstance(a.value, bool) for a in found)
    if flags or len(found) < len(hits) or len({a.text for a in found}) == 1:
        return []
    return found


def _ratings(hits: tuple[Hit, ...]) -> list[Fact]:
    rated = {hit.product.rating for hit in hits}
    if None in rated or len(rated) == 1:  # the same for all tells nothing
        return []
    return [
        fact
        for place, hit in enumerate(hits, start=1)
        for fact in rating_facts(hit.product, place, with_count=False)
    ]


def _cheaper(hits: tuple[Hit, ...]) -> list[Fact]:
    """The one with the lowest price, if there is exactly one and its name is short."""
    prices = [hit.variant.price for hit in hits]
    amounts = [price.amount_minor for price in prices if price is not None]
    if len(amounts) < len(hits) or len({price.currency for price in prices if price}) > 1:
        return []
    lowest = min(amounts)
    title = hits[amounts.index(lowest)].product.title
    if amounts.count(lowest) > 1 or len(title) > MAX_CHEAPER_TITLE_CHARS:
        return []
    product = hits[amounts.index(lowest)].product
    return [title_fact(product, slot="cheaper")]
