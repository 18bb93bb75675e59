"""Why a product was shown: what was asked for beside what its own record says."""

from __future__ import annotations

from llm.plan import Fact, Plan, Task, Tone
from llm.planning.facts import (
    attribute_facts,
    brand_fact,
    money_fact,
    option_fact,
    price_fact,
    rating_facts,
    stock_fact,
    title_fact,
)
from llm.planning.search import OWN_SLOTS, sayable
from retrieval.values import Attribute, Constraint, Hit, Money, Op, Understood

MAX_POINTS = 4
MAX_FEATURES = 2
MAX_WORDS_CHARS = 60


def plan_why(
    hit: Hit,
    understood: Understood,
    *,
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
) -> Plan:
    """The reasons that hold, strongest first, at most four; each is a fact of the record.

    `ask` is `match` where the customer's words or wishes are met, `near` where the product is only
    close in meaning.
    """
    points = [
        words := _words(hit),
        price := _price(hit, understood, locale),
        brand := _asked(hit, "brand", brand_fact(hit.product), understood),
        colour := _asked(hit, "colour", option_fact(hit, "colour"), understood),
        size := _asked(hit, "size", option_fact(hit, "size"), understood),
        features := _features(hit),
    ]
    met = any((words, brand, colour, size)) or len(price) > 1 or _wished(hit)
    if not features and not brand:
        points[5] = _first_feature(hit)
    points += [rating_facts(hit.product), _stock(hit)]
    chosen = [point for point in points if point][:MAX_POINTS]
    facts = [title_fact(hit.product), *(fact for point in chosen for fact in point)]
    ask = "match" if met else "near"
    return Plan(Task.WHY, tuple(facts), understood.query, ask, language, tone, locale)


def _wished(hit: Hit) -> bool:
    return any(reason.kind in ("constraint", "code") for reason in hit.reasons)


def _words(hit: Hit) -> list[Fact]:
    """The customer's words found in the product, as they stand there."""
    said = [r.words or r.value for r in hit.reasons if r.kind in ("words", "code")]
    text = ", ".join(dict.fromkeys(word.strip() for word in said if word.strip()))
    if not text or len(text) > MAX_WORDS_CHARS:
        return []
    return [Fact("words", text, "query", text, "query")]


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
    return next((c.high for c in constraints if c.field == "price" and c.high is not None), None)


def _asked(hit: Hit, field: str, fact: Fact | None, understood: Understood) -> list[Fact]:
    """Only where it was wished for: a brand that merely isn't the one to avoid was not."""
    met = any(r.kind == "constraint" and r.field == field for r in hit.reasons)
    wished = any(c.field == field and c.op is Op.ANY_OF for c in understood.constraints)
    return [fact] if met and wished and fact else []


def _features(hit: Hit) -> list[Fact]:
    fields = [r.field.removeprefix("attribute:") for r in hit.reasons if r.kind == "constraint"]
    found = [hit.product.attribute(field) for field in dict.fromkeys(fields)]
    kept = [a for a in found if a and a.name not in OWN_SLOTS and sayable(a)]
    return _labelled(hit, kept[:MAX_FEATURES])


def _first_feature(hit: Hit) -> list[Fact]:
    kept = [a for a in hit.product.attributes if a.name not in OWN_SLOTS and sayable(a)]
    return _labelled(hit, kept[:1])


def _labelled(hit: Hit, attributes: list[Attribute]) -> list[Fact]:
    facts: list[Fact] = []
    for place, attribute in enumerate(attributes, start=1):
        tail = "" if place == 1 else str(place)
        facts += attribute_facts(hit.product, attribute, f"label{tail}", f"value{tail}")
    return facts


def _stock(hit: Hit) -> list[Fact]:
    stock = stock_fact(hit)
    return [stock] if stock else []
