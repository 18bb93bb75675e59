"""What to say over search results: the best hit, what speaks for it, a few others, and honestly
what had to be loosened. Owns no ranking."""

from __future__ import annotations

from llm.plan import Fact, Plan, Task, Tone
from llm.planning.asking import AskWords, stems, tokens
from llm.planning.facts import (
    list_price_fact,
    option_fact,
    price_fact,
    rating_facts,
    stock_fact,
    title_fact,
)
from llm.planning.features import OWN_SLOTS, feature_facts, sayable, told
from llm.planning.nothing import plan_nothing
from retrieval.values import Attribute, Hit, Relaxation, SearchResult, Understood

MAX_EXTRAS = 2
MAX_COUNTED = 20
MAX_TITLE_CHARS_NAMED = 90
GOOD_RATING = 4.0
FEW_REVIEWS = 3


def plan_search(
    result: SearchResult,
    *,
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
    more: bool = False,
    named: int = 3,
    words: AskWords | None = None,
) -> Plan:
    """A lead sentence over the hits; at most `named` (1 to 3) of them by name.

    `more` is for a customer who has seen a list and asked on. Without hits it is
    `plan_nothing`'s plan.
    """
    understood, words = result.understood, words or AskWords()
    if not result.hits:
        return plan_nothing(understood, tone=tone, language=language, locale=locale)
    hits = _named_hits(result.hits, named)
    best = hits[0]
    facts = [title_fact(best.product), *_present(price_fact(best, locale))]
    if more:
        ask = "more"
    else:
        ask = "one" if len(result.hits) == 1 else "many"
        count = _count(result) if ask == "many" else []
        notices = [*_correction(understood), *_relaxed(result.relaxed), *count]
        facts = [*notices, *facts, *_extras(best, understood, words, locale)]
    facts += _others(hits, locale)
    number = words.number(best.product)
    return Plan(
        Task.SEARCH, tuple(facts), understood.query, ask, language, tone, locale, number=number
    )


def _present(*facts: Fact | None) -> list[Fact]:
    return [fact for fact in facts if fact is not None]


def _named_hits(hits: tuple[Hit, ...], named: int) -> list[Hit]:
    """The first always, others only while their names are short enough to be read in a line."""
    short = [h for h in hits[1:named] if len(h.product.title) <= MAX_TITLE_CHARS_NAMED]
    return [hits[0], *short]


def _count(result: SearchResult) -> list[Fact]:
    """Only of a short list: `total` counts all that passed the filters, near to the words or not,
    and a thousand of those are no matches."""
    total = max(result.total, len(result.hits))
    if total > MAX_COUNTED:
        return []
    return [Fact("count", "", "total", total, "search")]


def _correction(understood: Understood) -> list[Fact]:
    if not understood.corrections:
        return []
    first = understood.corrections[0]
    return [
        Fact("said", first.said, "query", first.said, "query"),
        Fact("meant", first.meant, "corrections", first.meant, "query"),
    ]


def _relaxed(relaxed: tuple[Relaxation, ...]) -> list[Fact]:
    """All that gave way, in one slot each way: a condition dropped in silence is a broken one."""
    if not relaxed:
        return []
    wanted = ", ".join(one.loosened_from or one.constraint for one in relaxed)
    instead = ", ".join(one.to for one in relaxed if one.to)
    where = f"relaxed.{relaxed[0].constraint}"
    facts = [Fact("wanted", wanted, f"{where}.from", wanted, "query")]
    if instead:
        facts.append(Fact("instead", instead, f"{where}.to", instead, "search"))
    return facts


def _extras(hit: Hit, understood: Understood, words: AskWords, locale: str) -> list[Fact]:
    """At most two things more of the best hit, in the order they are said; that it is sold out
    is always among them."""
    stock = _present(stock_fact(hit))
    sold_out = hit.variant.in_stock is False
    room = MAX_EXTRAS - int(sold_out)
    colour = option_fact(hit, "colour") if _asked_colour(hit) else None
    feature = asked_attribute(hit, understood.query, words)
    candidates = [
        _present(list_price_fact(hit, locale)),
        _present(colour),
        feature_facts(hit.product, [feature], words) if feature else [],
        rating_facts(hit.product) if _well_rated(hit) else [],
        [] if sold_out else stock,
    ]
    chosen = [facts for facts in candidates if facts][:room]
    extras = [fact for facts in chosen for fact in facts]
    return extras + (stock if sold_out else [])


def _asked_colour(hit: Hit) -> bool:
    return any(r.kind == "constraint" and r.field == "colour" for r in hit.reasons)


def _well_rated(hit: Hit) -> bool:
    product = hit.product
    rating = product.rating or 0.0
    return rating >= GOOD_RATING and product.rating_count >= FEW_REVIEWS


def asked_attribute(hit: Hit, query: str, words: AskWords) -> Attribute | None:
    """The attribute a constraint or the customer's words point to, if it can be said in a line and
    the title doesn't say it."""
    titled = stems(tokens(f"{hit.product.title} {hit.product.category}"))
    fields = [reason.field for reason in hit.reasons if reason.kind == "constraint"]
    for field in fields:
        found = hit.product.attribute(field.removeprefix("attribute:"))
        if found and found.name not in OWN_SLOTS and sayable(found):
            return None if stems(tokens(told(found))) <= titled else found
    asked = stems(word for word in tokens(query) if word not in words.filler) - titled
    for attribute in hit.product.attributes:
        if attribute.name in OWN_SLOTS or words.is_odd(attribute.name) or not sayable(attribute):
            continue
        if asked & stems(tokens(f"{attribute.label} {told(attribute)}")):
            return attribute
    return None


def _others(hits: list[Hit], locale: str) -> list[Fact]:
    titles = [title_fact(hit.product, place) for place, hit in enumerate(hits[1:], start=2)]
    prices = [price_fact(hit, locale, place) for place, hit in enumerate(hits[1:], start=2)]
    if None in prices:
        return titles
    pairs = zip(titles, _present(*prices), strict=True)
    return [fact for pair in pairs for fact in pair]
