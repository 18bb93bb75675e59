"""Single facts out of the records, each with its evidence. Owns no choice of what to say."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date, format_skeleton

from llm.plan import Fact
from llm.planning.asking import AskWords
from retrieval.values import Attribute, Hit, Money, Product, Variant

RECENT_DAYS = 300


def numbered(slot: str, place: int) -> str:
    """`name` of the first product, `name2` of the second, `name3` of the third."""
    return slot if place == 1 else f"{slot}{place}"


def catalog_source(product: Product, variant: Variant | None = None) -> str:
    tail = f"/{variant.variant_id}" if variant else ""
    return f"catalog:{product.product_id}{tail}"


def title_fact(product: Product, place: int = 1, slot: str = "name") -> Fact:
    source = catalog_source(product)
    return Fact(numbered(slot, place), product.title, "title", product.title, source)


def money_fact(slot: str, field: str, money: Money, source: str, locale: str) -> Fact:
    return Fact(slot, money.text(locale), field, money.as_json(), source)


def price_fact(hit: Hit, locale: str, place: int = 1) -> Fact | None:
    if hit.variant.price is None:
        return None
    source = catalog_source(hit.product, hit.variant)
    return money_fact(numbered("price", place), "price", hit.variant.price, source, locale)


def list_price_fact(hit: Hit, locale: str) -> Fact | None:
    """Only where it is above the price: anything else isn't an offer."""
    price, before = hit.variant.price, hit.variant.list_price
    if price is None or before is None or before.amount_minor <= price.amount_minor:
        return None
    return money_fact(
        "list_price", "list_price", before, catalog_source(hit.product, hit.variant), locale
    )


def stock_fact(hit: Hit) -> Fact | None:
    if hit.variant.in_stock is None:
        return None
    source = catalog_source(hit.product, hit.variant)
    return Fact("stock", "", "in_stock", hit.variant.in_stock, source)


def rating_facts(product: Product, place: int = 1, *, with_count: bool = True) -> list[Fact]:
    if product.rating is None:
        return []
    source = catalog_source(product)
    facts = [Fact(numbered("rating", place), "", "rating", product.rating, source)]
    if with_count and product.rating_count > 0:
        facts.append(Fact("rating_count", "", "rating_count", product.rating_count, source))
    return facts


def brand_fact(product: Product) -> Fact | None:
    if not product.brand:
        return None
    return Fact("brand", product.brand, "brand", product.brand, catalog_source(product))


def attribute_facts(
    product: Product, attribute: Attribute, label: str = "label", value: str = "value"
) -> list[Fact]:
    """The attribute's name and its value, each in a slot of its own."""
    source = catalog_source(product)
    return [
        Fact(label, attribute.label, "attributes", attribute.name, source),
        value_fact(product, attribute, value),
    ]


def feature_fact(product: Product, attribute: Attribute, words: AskWords) -> Fact | None:
    """A yes-or-no attribute as the property or the thing it is in the language; the answer itself
    is the clause's. None where the language has no words for it."""
    if not isinstance(attribute.value, bool):
        return None
    field, source = f"attributes.{attribute.name}", catalog_source(product)
    if text := words.as_property(attribute.name):
        return Fact("feature", text, field, attribute.text, source)
    if text := words.things.get(attribute.name, ""):
        return Fact("thing", text, field, attribute.text, source)
    return None


def plain_fact(product: Product, attribute: Attribute, words: AskWords) -> Fact | None:
    """What is simply so as a predicate, `is waterproof`: told to who asked for something near."""
    fact = feature_fact(product, attribute, words)
    if fact is None:
        return None
    text = words.predicates.flag(fact.slot, fact.text, words.number(product))
    return Fact("predicate", text, fact.field, fact.value, fact.source) if text else None


def predicate_fact(
    product: Product, attribute: Attribute, words: AskWords, *, asked: bool = False
) -> Fact | None:
    """An attribute as what the product does or is, `weighs 320 g`, in the number of its name;
    `asked` for, one that nobody would tell unasked."""
    text = words.predicates.said(attribute, words.number(product), words.nouns, asked=asked)
    if not text:
        return None
    source = catalog_source(product)
    return Fact("predicate", text, f"attributes.{attribute.name}", attribute.text, source)


def said_facts(
    product: Product, attribute: Attribute, words: AskWords, *, asked: bool = False
) -> list[Fact]:
    """The best way to say it: a property, a thing, a predicate, or its name and its value."""
    feature = feature_fact(product, attribute, words)
    one = feature or predicate_fact(product, attribute, words, asked=asked)
    return [one] if one else attribute_facts(product, attribute)


def value_fact(product: Product, attribute: Attribute, slot: str = "value") -> Fact:
    source = catalog_source(product)
    text = "" if isinstance(attribute.value, bool) else attribute.text
    return Fact(slot, text, f"attributes.{attribute.name}", attribute.text, source)


def option_fact(hit: Hit, option: str) -> Fact | None:
    """The variant's own `colour` or `size`."""
    value = hit.variant.options.get(option)
    if not value or value.lower() in ("yes", "no"):  # whether it has one, not which
        return None
    source = catalog_source(hit.product, hit.variant)
    return Fact(option, value, f"attributes.{option}", value, source)


def date_fact(slot: str, field: str, day: date, source: str, locale: str, today: date) -> Fact:
    """`26 November`, with the year only where the day is far from `today`."""
    near = abs((today - day).days) <= RECENT_DAYS
    text = format_skeleton("MMMMd", day, locale=locale) if near else _long(day, locale)
    return Fact(slot, text, field, day.isoformat(), source)


def _long(day: date, locale: str) -> str:
    return str(format_date(day, "long", locale=locale))
