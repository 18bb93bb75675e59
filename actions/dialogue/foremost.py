"""Which of the things in view has the most of what is asked: "which is the lightest?". Owns that
answer, a sentence out of the records; its wordings are `dialogue.toml`'s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from actions.dialogue.desk.wordings import Wordings
from actions.dialogue.measures import (
    PRICE,
    RATING,
    TOLD_ENOUGH,
    Extreme,
    Known,
    by_measure,
    extreme_said,
    extremes_said,
    foremost,
)
from actions.dialogue.reference import at_places, in_view, named
from actions.dialogue.services import Services
from actions.dialogue.unrecorded import unrecorded
from actions.dialogue.utterance import Utterance
from llm.plan import Fact
from llm.planning.facts import price_fact, rating_facts, value_fact
from retrieval.values import Hit


@dataclass(frozen=True, slots=True)
class Ranked:
    """`goods` are those of `among` that state what is `wanted`, in its order."""

    wanted: Extreme
    goods: Sequence[Known]
    among: Sequence[Known]


@dataclass(frozen=True, slots=True)
class Foremost:
    text: str
    evidence: list[dict[str, Any]]


def ranked(said: Utterance, services: Services) -> Ranked | None:
    """Those named or pointed at by place, where they are several, else all in view, by the measure
    that the words ask about; None where they ask about none, or hardly one states it."""
    extremes = services.phrases[said.language].extremes
    if not extremes_said(said.text, extremes):
        return None  # before anything is looked up: most messages ask for none
    among = in_view(said, services)
    for chosen in (named(said, services), at_places(said, services)):
        if len(chosen) >= TOLD_ENOUGH:
            among = chosen
            break
    wanted = extreme_said(said.text, extremes, among)
    goods = by_measure(among, wanted) if wanted else []
    return Ranked(wanted, goods, among) if wanted and len(goods) >= TOLD_ENOUGH else None


def topmost(hits: Sequence[Hit], said: Utterance, services: Services) -> Ranked | None:
    """Those of `hits` of the first one's category, where a search asks for the most of a measure
    (`the lightest tent you have`); None as `ranked`."""
    category = hits[0].product.category if hits else ""
    among = [(one.product, one.variant) for one in hits if one.product.category == category]
    wanted = extreme_said(said.text, services.phrases[said.language].extremes, among)
    goods = by_measure(among, wanted) if wanted else []
    return Ranked(wanted, goods, goods) if wanted and len(goods) >= TOLD_ENOUGH else None


def told_first(order: Ranked, said: Utterance, services: Services) -> Foremost:
    """The first by name and value, and what comes next; or who share the place. Then of which it
    isn't recorded."""
    words = Wordings.of(said, services)
    level = foremost(order.goods, order.wanted)
    told = level if len(level) > 1 else order.goods[:2]
    values = {"value": _value(told[0], order.wanted, words), **_named(order.wanted, words)}
    if len(level) > 1:
        titles = words.names.listed(product.title for product, _ in level)
        text = words.say("foremost_shared", titles=titles, **values)
    else:
        next_value = _value(told[1], order.wanted, words)
        values |= {"title": told[0][0].title, "next": told[1][0].title, "next_value": next_value}
        name = "foremost_of_two" if len(order.among) == TOLD_ENOUGH else "foremost"
        text = words.say(name, **values)
    rest = unrecorded(said, services, order.among, order.wanted)
    return Foremost(f"{text} {rest}".strip(), [_evidence(one, order.wanted, words) for one in told])


def _named(wanted: Extreme, words: Wordings) -> dict[str, str]:
    """What the first of two is, and of several: `lighter`, `lightest`."""
    side = "most" if wanted.most else "least"
    tops = words.phrases.tops
    of_two, of_all = tops.get(wanted.measure, {}).get(side) or tops["other"][side]
    label = wanted.measure.replace("_", " ")
    return {"of_two": of_two.format(label=label), "of_all": of_all.format(label=label)}


def _value(known: Known, wanted: Extreme, words: Wordings) -> str:
    product, variant = known
    if wanted.measure == PRICE:
        return words.names.money(variant.price) if variant.price else ""
    if wanted.measure == RATING:
        stars = words.phrases.text["stars"]
        return stars.format(rating=f"{product.rating:g}", count=product.rating_count or 0)
    attribute = product.attribute(wanted.measure)
    return attribute.text if attribute else ""


def _evidence(known: Known, wanted: Extreme, words: Wordings) -> dict[str, Any]:
    product, variant = known
    fact: Fact | None
    if wanted.measure == PRICE:
        fact = price_fact(Hit(product, variant, 0.0), words.names.locale)
    elif wanted.measure == RATING:
        fact = next(iter(rating_facts(product)), None)
    else:
        attribute = product.attribute(wanted.measure)
        fact = value_fact(product, attribute, "value") if attribute else None
    return {"field": fact.field, "value": fact.value, "source": fact.source} if fact else {}
