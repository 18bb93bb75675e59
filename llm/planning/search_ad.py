"""An advertisement beside a search: a headline of 30 characters, a text of 90. Owns which facts
have room there; that the filled text keeps within them is checked where it is worded."""

from __future__ import annotations

from dataclasses import replace

from llm.plan import Fact, Length, Plan, Task, Tone
from llm.planning.asking import AskWords, stems, tokens
from llm.planning.facts import brand_fact, list_price_fact, option_fact, price_fact
from llm.planning.points import Point, Points
from llm.planning.selling import chosen, selling_points, short_enough
from llm.planning.shapes.copy import LIMITS
from llm.planning.short_name import short_name
from retrieval.values import Hit

# What the words around the facts need at least.
HEADLINE_WORDS, TEXT_WORDS, ROOM = 5, 42, 13


def plan_search_ad(
    hit: Hit,
    *,
    ask: str = "headline",
    turn: int = 0,
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
    words: AskWords | None = None,
) -> Plan:
    """`ask` is `headline` or `text`; several of an advertisement differ by `turn`. Raises
    `ValueError` for another ask."""
    if ask not in ("headline", "text"):
        raise ValueError(f"ask: {ask!r} is no part of a search ad: headline or text")
    words, limit = words or AskWords(), LIMITS[Task.SEARCH_AD, ask]
    options = headlines(hit, limit, locale, words) if ask == "headline" else []
    options = options or _texts(hit, limit, locale, words)
    facts = chosen(options, turn)
    # One sentence for all its facts, where there is one: two halves of a line read like a list.
    return Plan(Task.SEARCH_AD, facts, "", ask, language, tone, locale, Length.SHORT, limit)


def headlines(
    hit: Hit, limit: int, locale: str, words: AskWords, *, priced: bool = True
) -> list[Point]:
    """The name, alone and with each fact that there is room for beside it."""
    name = short_name(hit.product, limit, words)
    known = stems(tokens(name.text))
    points = Points(hit.product, words, locale)
    price, colour, brand = (
        price_fact(hit, locale) if priced else None,
        option_fact(hit, "colour"),
        brand_fact(hit.product),
    )
    besides = [*points.features, brand, price, colour]
    fresh = [f for f in besides if f and not stems(tokens(f.text)) & known]
    # Where only the brand fits, a price beside it would be said of all that the brand makes.
    pairs: list[Point] = [(name, fact) for fact in fresh if name.field != "brand"]
    alone = replace(name, slot="title") if len(name.text) > limit - ROOM else name
    return [(alone,), *short_enough(pairs, limit - HEADLINE_WORDS)]


def _texts(hit: Hit, limit: int, locale: str, words: AskWords) -> list[Point]:
    points = selling_points(Points(hit.product, words, locale))
    options = [*_priced(points, price_fact(hit, locale)), *points, *_offer(hit, locale)]
    fitting = short_enough(options, limit - TEXT_WORDS)
    return fitting or [_brand_or_name(hit, limit, words)]


def _priced(points: list[Point], price: Fact | None) -> list[Point]:
    single = [p for p in points if len(p) == 1 and p[0].slot in ("feature", "material", "thing")]
    return [(*point, price) for point in single[:1]] if price else []


def _offer(hit: Hit, locale: str) -> list[Point]:
    price, before = price_fact(hit, locale), list_price_fact(hit, locale)
    return [(price, before)] if price and before else [(price,)] if price else []


def _brand_or_name(hit: Hit, limit: int, words: AskWords) -> Point:
    brand = brand_fact(hit.product)
    return (brand,) if brand else (replace(short_name(hit.product, limit // 2, words)),)
