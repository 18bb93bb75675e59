"""Whether one product meets constraints, and by which variant. Owns no ranking."""

from __future__ import annotations

import math
from collections.abc import Iterable

from retrieval.filters.predicates import (
    Wish,
    called,
    full_text,
    in_stock_word,
    title_without_brand,
)
from retrieval.fold import folded, phrase
from retrieval.values import Constraint, Op, Product, Variant


def matching_variant(product: Product, constraints: Iterable[Constraint]) -> Variant | None:
    """The variant that meets all `constraints` together: in stock rather than not, then the
    cheapest, then the first. None where no single variant does.

    A bound excludes what is unknown. What a record doesn't state, its title or category may say:
    a wallet called leather is one. What is negated excludes what states it, in the title as well,
    a text anywhere. A flag that is neither stated nor said counts as not having it.
    """
    wishes = [wish for wish in map(Wish.of, constraints) if not wish.empty]
    if not all(_product_meets(product, wish) for wish in wishes):
        return None
    fitting = [v for v in product.variants if all(_meets(product, v, wish) for wish in wishes)]
    return min(fitting, key=_preference, default=None)


def _preference(variant: Variant) -> tuple[int, float]:
    stock = {True: 0, None: 1, False: 2}[variant.in_stock]
    return stock, float(variant.price.amount) if variant.price else math.inf


def _product_meets(product: Product, wish: Wish) -> bool:
    """What doesn't differ between the variants; True for what does."""
    match wish.field:
        case "brand":
            stated = wish.negated and wish.said_in(folded(product.title))
            return not stated and _named(product.brand, wish)
        case "department":
            return _named(product.department, wish)
        case "category":
            return _named(product.category, wish)
        case "rating":
            return wish.op is Op.BETWEEN and wish.within(product.rating)
        case "text":
            return not wish.negated or not wish.said_in(full_text(product))
        case "price" | "in_stock":
            return True
    return not (wish.negated and wish.called_in(_named_as(product, wish)))


def _named_as(product: Product, wish: Wish) -> str:
    return title_without_brand(product) if wish.field == "colour" else called(product)


def _named(text: str, wish: Wish) -> bool:
    if wish.op is Op.BETWEEN:
        return False
    return wish.names(text) != wish.negated


def _meets(product: Product, variant: Variant, wish: Wish) -> bool:
    match wish.field:
        case "brand" | "department" | "category" | "rating":
            return True
        case "price":
            price = float(variant.price.amount) if variant.price else None
            return wish.op is Op.BETWEEN and wish.within(price)
        case "in_stock":
            known = in_stock_word(variant.in_stock)
            return wish.op is not Op.BETWEEN and (known in wish.wanted) != wish.negated
        case "text":
            options = any(wish.said_in(phrase(value)) for value in variant.options.values())
            if wish.negated:
                return not options
            return options or wish.said_in(full_text(product))
    return _has(product, variant, wish) != wish.negated


def _has(product: Product, variant: Variant, wish: Wish) -> bool:
    """By the variant's own option; by the product's attribute where no variant has the option; by
    what it is called where its record says nothing of it."""
    option, name = wish.option, wish.attribute
    if option in variant.options:
        return wish.met_by(variant.options[option])
    if any(option in other.options for other in product.variants):
        return False
    stated = [a for a in product.attributes if a.name == name]
    if not stated:
        return wish.called_in(_named_as(product, wish))
    return any(wish.met_by(a.value, a.unit) for a in stated)
