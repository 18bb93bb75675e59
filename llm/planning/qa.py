"""The answer to a question about one product, out of its record or not at all.

Owns the choice of the attribute that is asked about; a record that is silent is said to be silent.
"""

from __future__ import annotations

from llm.plan import Fact, Plan, Task, Tone
from llm.planning.asking import AskWords, stems, tokens
from llm.planning.facts import (
    brand_fact,
    catalog_source,
    list_price_fact,
    price_fact,
    rating_facts,
    said_facts,
    stock_fact,
    title_fact,
)
from llm.planning.features import feature_facts, telling
from retrieval.values import Attribute, Hit, Product, Variant

MAX_ANSWER_CHARS = 400
MAX_DETAILS = 2


def plan_qa(
    product: Product,
    variant: Variant | None = None,
    question: str = "",
    *,
    ask: str = "",
    quote: str = "",
    words: AskWords | None = None,
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
) -> Plan:
    """`ask`, if given, is what is asked about (`price`, `battery_life`) and goes before the
    question's own words. An empty question and ask give the product's main details. `quote` is
    a sentence of the description that answers, said where no other part of the record does."""
    hit = Hit(product, variant or product.variants[0], score=0.0)
    words = words or AskWords()
    kind, facts = _answer(hit, question, ask, words, locale)
    # What a description says of a price or of stock may be years old.
    if kind == "unknown" and quote and (ask or words.kind(question)) not in _RECORDS:
        kind = "evidence"
        source = catalog_source(product)
        facts = [title_fact(product), Fact("quote", quote, "description", quote, source)]
    number = words.number(product)
    return Plan(Task.QA, tuple(facts), question or ask, kind, language, tone, locale, number=number)


def _answer(
    hit: Hit, question: str, ask: str, words: AskWords, locale: str
) -> tuple[str, list[Fact]]:
    said = ask.replace("_", " ") or question
    if not said.strip():
        return _details(hit, words, locale)
    kind = ask if ask in _RECORDS else None
    attribute = None if kind else _named(hit.product, said)
    if attribute is None:
        option = None if kind else _option(hit.product, said)
        if option:
            return _choices(hit.product, option)
        kind = kind or words.kind(said)
        if kind == "details":
            return _details(hit, words, locale)
        if kind in _RECORDS:
            return _recorded(hit, kind, locale)
        attribute = _meant(hit.product, said, words)
    if attribute is not None:
        return _attribute(hit.product, attribute, words)
    return "unknown", [title_fact(hit.product), *_topic(hit.product, question, ask, words)]


_RECORDS = ("price", "stock", "rating", "brand")


def _recorded(hit: Hit, kind: str, locale: str) -> tuple[str, list[Fact]]:
    """Price, stock, rating or brand; `unknown` where the record has none."""
    name, price, stock = title_fact(hit.product), price_fact(hit, locale), stock_fact(hit)
    facts: list[Fact | None] = []
    if kind == "price" and price:
        facts = [price, list_price_fact(hit, locale), stock]
    elif kind == "stock" and stock:
        facts = [stock, price if stock.value else None]
        kind = "stock" if stock.value else "sold_out"
    elif kind == "rating":
        facts = [*rating_facts(hit.product)]
    elif kind == "brand":
        facts = [brand_fact(hit.product)]
    known = [fact for fact in facts if fact is not None]
    if not known:
        return "unknown", [name, Fact("topic", "", "ask", kind, "query")]
    return kind, [name, *known]


def _details(hit: Hit, words: AskWords, locale: str) -> tuple[str, list[Fact]]:
    product = hit.product
    singles = (price_fact(hit, locale), brand_fact(product))
    facts = [title_fact(product), *(fact for fact in singles if fact)]
    facts += feature_facts(product, telling(product, words)[:MAX_DETAILS], words)
    stock = stock_fact(hit)
    return "details", [*facts, *rating_facts(product), *([stock] if stock else [])]


def _attribute(product: Product, attribute: Attribute, words: AskWords) -> tuple[str, list[Fact]]:
    kind = "attribute"
    if isinstance(attribute.value, bool):
        kind = "yes" if attribute.value else "no"
    return kind, [title_fact(product), *said_facts(product, attribute, words, asked=True)]


def _named(product: Product, said: str) -> Attribute | None:
    """The attribute all of whose name is in the question; the longest name wins."""
    asked = stems(tokens(said))
    named = [a for a in _answerable(product) if stems(tokens(a.label)) <= asked]
    return max(named, key=lambda a: len(a.name), default=None)


def _answerable(product: Product) -> list[Attribute]:
    return [a for a in product.attributes if a.label and 0 < len(a.text) <= MAX_ANSWER_CHARS]


def _meant(product: Product, said: str, words: AskWords) -> Attribute | None:
    """By another word for it, then by its value, then by half of its name."""
    known = _answerable(product)
    for alias in words.meant(said):
        for attribute in known:
            if alias in attribute.name:
                return attribute
    asked = stems(word for word in tokens(said) if word not in words.filler)
    asked -= stems(tokens(product.title))
    for attribute in known:
        if not isinstance(attribute.value, bool) and asked & stems(tokens(attribute.text)):
            return attribute
    scored = [(len(asked & (name := stems(tokens(a.label)))) / len(name), a) for a in known]
    share, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if share >= 0.5 else None


def _option(product: Product, said: str) -> str | None:
    """The option (`colour`, `size`) that is asked about, if the product comes in several."""
    asked = stems(tokens(said))
    names = dict.fromkeys(name for variant in product.variants for name in variant.options)
    return next((n for n in names if n in asked and len(_values(product, n)) > 1), None)


def _values(product: Product, option: str) -> list[str]:
    values = (variant.options.get(option, "") for variant in product.variants)
    return list(dict.fromkeys(value for value in values if value))


def _choices(product: Product, option: str) -> tuple[str, list[Fact]]:
    source, values = catalog_source(product), _values(product, option)
    label = Fact("label", option.replace("_", " "), "options", option, source)
    choices = Fact("choices", ", ".join(values), f"options.{option}", values, source)
    return "options", [title_fact(product), label, choices]


def _topic(product: Product, question: str, ask: str, words: AskWords) -> list[Fact]:
    """What is asked about: the attribute that the question's words stand for, where the language
    can name it, or the few words that say it."""
    meant = next((name for name in words.meant(question) if name in words.topics), "")
    if meant and not ask:
        return [Fact("topic", "", "ask", meant, "query")]
    topic = ask.replace("_", " ") or words.topic(question, tokens(product.title))
    topic = words.things.get(topic.replace(" ", "_"), topic)
    return [Fact("topic", topic, "ask", topic, "query")] if topic else []
