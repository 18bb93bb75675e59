"""How a product's page stands in a search engine: a title of 60 characters, a meta description of
155. Owns which facts have room there; no price, since a listing is read long after it is written.

The generator was never taught a listing. Its title is planned as a headline and its description as
a short one of the page, which the generator does word, each with the listing's own limit.
"""

from __future__ import annotations

from dataclasses import replace

from llm.plan import Fact, Length, Plan, Task, Tone
from llm.planning.asking import AskWords
from llm.planning.description import introduced, place, ranked
from llm.planning.points import Point, Points
from llm.planning.search_ad import headlines
from llm.planning.selling import chosen
from llm.planning.short_name import short_name
from retrieval.values import Hit

LISTING_LIMITS = {"title": 60, "meta": 155}
MAX_POINTS = 2  # more would leave each turn the same
# What the words around the facts need at least, and those that lead on to one more.
META_WORDS, POINT_WORDS = 34, 12


def plan_listing(
    hit: Hit,
    *,
    ask: str = "title",
    turn: int = 0,
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
    words: AskWords | None = None,
) -> Plan:
    """`ask` is `title` or `meta`. Raises `ValueError` for another."""
    if ask not in LISTING_LIMITS:
        raise ValueError(f"ask: {ask!r} is no part of a listing: {', '.join(LISTING_LIMITS)}")
    words, limit = words or AskWords(), LISTING_LIMITS[ask]
    if ask == "title":
        options = headlines(hit, limit, locale, words, priced=False)
        facts, task, kind = chosen(options, turn), Task.SEARCH_AD, "headline"
    else:
        facts, task, kind = _told(hit, limit, turn, locale, words), Task.DESCRIPTION, "product"
    number = words.number(hit.product)
    return Plan(
        task, facts, "", kind, language, tone, locale, Length.SHORT, limit=limit, number=number
    )


def _told(hit: Hit, limit: int, turn: int, locale: str, words: AskWords) -> tuple[Fact, ...]:
    name = replace(short_name(hit.product, limit - META_WORDS, words), slot="name")
    points = ranked(Points(hit.product, words, locale))
    # Where only the brand fits, what is said beside it would be said of all that it makes.
    turned = [*points[turn % len(points) :], *points[: turn % len(points)]] if points else []
    room = limit - META_WORDS - len(name.text)
    kept: list[Point] = []
    for point in turned if name.field != "brand" else []:
        needed = sum(len(fact.text) for fact in point) + POINT_WORDS * (len(kept) > 0)
        if needed <= room and len(kept) < MAX_POINTS:
            kept.append(point)
            room -= needed
    told = [fact for point in sorted(kept, key=place) for fact in point]
    lead = introduced(hit.product, words, has_points=bool(told))
    lead = [fact for fact in lead if len(fact.text) + POINT_WORDS <= room]
    return (name, *lead, *told)
