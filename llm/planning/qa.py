"""The answer to a question about one product, out of its record or not at all.

Owns what is said of the attribute that `asked` finds; a record that is silent is said to be silent,
and a yes or a no is a claim about just what was asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llm.plan import Fact, Plan, Task, Tone
from llm.planning.asked import (
    Asked,
    asked_in_part,
    asked_whole,
    beside_name,
    run,
    says_something,
)
from llm.planning.asking import AskWords, stems, tokens
from llm.planning.facts import (
    brand_fact,
    catalog_source,
    list_price_fact,
    plain_fact,
    price_fact,
    rating_facts,
    said_facts,
    stock_fact,
    title_fact,
)
from llm.planning.features import feature_facts, telling
from llm.planning.topic import topic_facts
from retrieval.values import Hit, Product, Variant

MAX_DETAILS = 2
FLAG_FACTS = 2
"""A name, and what the language can say is so or isn't; else a label and its value stand there."""
_RECORDS = ("price", "stock", "rating", "brand")
_MAY_BE_QUOTED = ("unknown", "attribute")


@dataclass(frozen=True, slots=True)
class _Said:
    """The kind of answer, its facts, and the attribute that was asked for and nothing else."""

    kind: str
    facts: Sequence[Fact]
    answers: str = ""


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
    told = _answer(hit, question, ask, words, locale)
    # What a description says of a price or of stock may be years old.
    about_record = (ask or words.kind(question)) in _RECORDS and told.kind == "unknown"
    if quote and may_be_quoted(told.kind, told.answers) and not about_record:
        source = catalog_source(product)
        facts = [title_fact(product), Fact("quote", quote, "description", quote, source)]
        told = _Said("evidence", facts)
    return Plan(
        Task.QA,
        tuple(told.facts),
        question or ask,
        told.kind,
        language,
        tone,
        locale,
        number=words.number(product),
        answers=told.answers,
    )


def may_be_quoted(kind: str, answers: str) -> bool:
    """Whether a sentence of the description would be the better answer: nothing was found, or
    something that is only near to what was asked."""
    return kind in _MAY_BE_QUOTED and not answers


def _answer(hit: Hit, question: str, ask: str, words: AskWords, locale: str) -> _Said:
    product = hit.product
    if ask in _RECORDS:
        return _recorded(hit, ask, locale)
    said = tokens(ask) if ask else beside_name(question, product.title, words)
    text = " ".join(said)
    kind = words.kind_first(text)
    asked = asked_whole(product, said, words)
    if asked is not None and (kind is None or asked.alone):
        told = _attribute(product, asked, words, named=True)
    elif option := _option(product, said):
        return _choices(product, option)
    elif kind == "details" or _only_names(product, said, question, words):
        return _details(hit, words, locale)
    elif kind in _RECORDS:
        return _recorded(hit, kind, locale)
    elif part := asked_in_part(product, said, words):
        told = _attribute(product, part, words)
    elif (last := words.kind_at_last(text)) and not words.meant(text):
        return _recorded(hit, last, locale)
    else:
        told = None
    return told or _Said(
        "unknown", [title_fact(product), *topic_facts(product, question, ask, words)]
    )


def _only_names(product: Product, said: Sequence[str], question: str, words: AskWords) -> bool:
    """`and the Heron Waterproof Jacket?` asks for what there is to say of it."""
    named = run(tokens(question), tokens(product.title)) is not None
    return not said or (named and not says_something(said, words))


def _attribute(
    product: Product, asked: Asked, words: AskWords, *, named: bool = False
) -> _Said | None:
    """`named`: by its whole name. None where it would be no answer: what is so, but not all that
    was asked, is told as it is, without a yes."""
    attribute = asked.attribute
    if not isinstance(attribute.value, bool):
        facts = [title_fact(product), *said_facts(product, attribute, words, asked=True)]
        return _Said("attribute", facts, attribute.name if named or asked.whole else "")
    if attribute.value and not asked.whole:
        plain = plain_fact(product, attribute, words)
        return _Said("attribute", [title_fact(product), plain]) if plain else None
    facts = [title_fact(product), *said_facts(product, attribute, words, asked=True)]
    if asked.turned or (not asked.whole and len(facts) > FLAG_FACTS):
        return None
    return _Said("yes" if attribute.value else "no", facts, attribute.name)


def _recorded(hit: Hit, kind: str, locale: str) -> _Said:
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
        return _Said("unknown", [name, Fact("topic", "", "ask", kind, "query")])
    return _Said(kind, [name, *known])


def _details(hit: Hit, words: AskWords, locale: str) -> _Said:
    product = hit.product
    singles = (price_fact(hit, locale), brand_fact(product))
    facts = [title_fact(product), *(fact for fact in singles if fact)]
    facts += feature_facts(product, telling(product, words)[:MAX_DETAILS], words)
    stock = stock_fact(hit)
    return _Said("details", [*facts, *rating_facts(product), *([stock] if stock else [])])


def _option(product: Product, said: Sequence[str]) -> str | None:
    """The option (`colour`, `size`) that is asked about, if the product comes in several."""
    asked = stems(said)
    names = dict.fromkeys(name for variant in product.variants for name in variant.options)
    return next((n for n in names if n in asked and len(_values(product, n)) > 1), None)


def _values(product: Product, option: str) -> list[str]:
    values = (variant.options.get(option, "") for variant in product.variants)
    return list(dict.fromkeys(value for value in values if value))


def _choices(product: Product, option: str) -> _Said:
    source, values = catalog_source(product), _values(product, option)
    label = Fact("label", option.replace("_", " "), "options", option, source)
    choices = Fact("choices", ", ".join(values), f"options.{option}", values, source)
    return _Said("options", [title_fact(product), label, choices])
