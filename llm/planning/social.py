"""A post: one product, a fact or two, and where to read on. Owns the choice of the facts; an offer
is one only where the list price is above the price."""

from __future__ import annotations

from llm.plan import Fact, Plan, Task, Tone
from llm.planning.asking import AskWords, stems, tokens
from llm.planning.facts import brand_fact, list_price_fact, price_fact, title_fact
from llm.planning.occasion import Occasion
from llm.planning.points import Points
from llm.planning.selling import chosen, selling_points
from retrieval.values import Hit


def plan_social(
    hit: Hit,
    occasion: Occasion,
    *,
    ask: str = "post",
    turn: int = 0,
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
    words: AskWords | None = None,
) -> Plan:
    """`ask` is `post` or `offer`. Raises `ValueError` for another, and where there is
    no offer."""
    points = Points(hit.product, words or AskWords(), locale)
    match ask:
        case "post":
            facts = [*named(hit), *chosen(selling_points(points), turn)]
        case "offer":
            options = [p for p in (points.features[:1], points.things[:1], points.material) if p]
            facts = [*offered(hit, locale), *occasion.until_facts(locale), *chosen(options, turn)]
        case _:
            raise ValueError(f"ask: {ask!r} is no kind of post: post or offer")
    facts += occasion.link_facts()
    return Plan(Task.SOCIAL, tuple(facts), "", ask, language, tone, locale)


def named(hit: Hit) -> list[Fact]:
    """The title, and the brand if the title doesn't say it."""
    title, brand = title_fact(hit.product), brand_fact(hit.product)
    if brand is None or stems(tokens(brand.text)) <= stems(tokens(title.text)):
        return [title]
    return [title, brand]


def offered(hit: Hit, locale: str) -> list[Fact]:
    """Name, price and list price. Raises `ValueError` where there is nothing off."""
    price, before = price_fact(hit, locale), list_price_fact(hit, locale)
    if price is None or before is None:
        raise ValueError("products: an offer needs a list price above the price")
    return [title_fact(hit.product), price, before]
