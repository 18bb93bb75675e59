"""Why a product was shown: what was asked for beside what its own record says."""

from __future__ import annotations

from llm.plan import Fact, Plan, Task, Tone
from llm.planning.asking import AskWords
from llm.planning.facts import (
    brand_fact,
    money_fact,
    option_fact,
    price_fact,
    rating_facts,
    stock_fact,
    title_fact,
)
from llm.planning.features import OWN_SLOTS, feature_facts, sayable, telling
from llm.planning.quoted import quoted_words
from retrieval.values import Constraint, Hit, Money, Op, Understood

MAX_POINTS = 4
MAX_CARD_POINTS = 3
MAX_FEATURES = 2


def plan_why(
    hit: Hit,
    understood: Understood,
    *,
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
    words: AskWords | None = None,
) -> Plan:
    """The reasons that hold, strongest first, at most four; each is a fact of the record.

    `ask` is `match` where the customer's words or wishes are met, `near` where the product is only
    close in meaning.
    """
    words = words or AskWords()
    points = [
        said := quoted_words(hit, understood.query, words),
        price := _price(hit, understood, locale),
        *(wishes := _options(hit, understood)),
        _wished_features(hit, words),
    ]
    met = any((said, *wishes)) or len(price) > 1 or _wished(hit)
    if not points[-1] and not wishes[0]:
        points[-1] = feature_facts(hit.product, telling(hit.product, words)[:1], words)
    points += [rating_facts(hit.product), _stock(hit)]
    chosen = [point for point in points if point][:MAX_POINTS]
    facts = [title_fact(hit.product), *(fact for point in chosen for fact in point)]
    ask = "match" if met else "near"
    number = words.number(hit.product)
    return Plan(
        Task.WHY, tuple(facts), understood.query, ask, language, tone, locale, number=number
    )


def plan_card(
    hit: Hit,
    understood: Understood,
    *,
    tone: Tone = Tone.BRIEF,
    language: str = "en",
    locale: str = "en",
    words: AskWords | None = None,
) -> Plan:
    """The same in a line, for a card that bears the name and the price already: at most three
    points, those wished for first. A record that holds none of them has `plan_why`'s plan."""
    words = words or AskWords()
    price = _price(hit, understood, locale)
    brand, colour, size = _options(hit, understood)
    features = _wished_features(hit, words)
    rating = rating_facts(hit.product)
    wished = [features, colour, size, brand, price if len(price) > 1 else [], rating]
    chosen = [point for point in wished if point][:MAX_CARD_POINTS]
    if chosen in ([], [rating]):
        chosen = [feature_facts(hit.product, telling(hit.product, words)[:1], words), *chosen]
    facts = [fact for point in chosen for fact in point] or price
    if not facts:
        return plan_why(hit, understood, tone=tone, language=language, locale=locale, words=words)
    number = words.number(hit.product)
    return Plan(
        Task.WHY, tuple(facts), understood.query, "card", language, tone, locale, number=number
    )


def _options(hit: Hit, understood: Understood) -> tuple[list[Fact], list[Fact], list[Fact]]:
    """Brand, colour and size, each if it was wished for."""
    return (
        _asked(hit, "brand", brand_fact(hit.product), understood),
        _asked(hit, "colour", option_fact(hit, "colour"), understood),
        _asked(hit, "size", option_fact(hit, "size"), understood),
    )


def _wished(hit: Hit) -> bool:
    return any(reason.kind in ("constraint", "code") for reason in hit.reasons)


def _price(hit: Hit, understood: Understood, locale: str) -> list[Fact]:
    price = price_fact(hit, locale)
    if price is None:
        return []
    limit = _limit(understood.constraints)
    if limit is None or hit.variant.price is None:
        return [price]
    budget = Money.of(limit, hit.variant.price.currency)
    if hit.variant.price.amount_minor > budget.amount_minor:
        return [price]
    return [price, money_fact("budget", "price.high", budget, "query", locale)]


def _limit(constraints: tuple[Constraint, ...]) -> float | None:
    """What the customer said to be the most; the upper end of `about 60` nobody said."""
    prices = (c for c in constraints if c.field == "price" and not c.around)
    return next((c.high for c in prices if c.high is not None), None)


def _asked(hit: Hit, field: str, fact: Fact | None, understood: Understood) -> list[Fact]:
    """Only where it was wished for: a brand that merely isn't the one to avoid was not."""
    met = any(r.kind == "constraint" and r.field == field for r in hit.reasons)
    wished = any(c.field == field and c.op is Op.ANY_OF for c in understood.constraints)
    return [fact] if met and wished and fact else []


def _wished_features(hit: Hit, words: AskWords) -> list[Fact]:
    fields = [r.field.removeprefix("attribute:") for r in hit.reasons if r.kind == "constraint"]
    found = [hit.product.attribute(field) for field in dict.fromkeys(fields)]
    kept = [a for a in found if a and a.name not in OWN_SLOTS and sayable(a)]
    return feature_facts(hit.product, kept[:MAX_FEATURES], words)


def _stock(hit: Hit) -> list[Fact]:
    stock = stock_fact(hit)
    return [stock] if stock else []
