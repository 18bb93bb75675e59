"""What an index must answer, in plain Python over a dictionary: for tests that change one at
random. Knows products as `odd_product` makes them, and nothing of how an index works."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from hash_encoder import HashEncoder

from retrieval.document import vector_text
from retrieval.values import Attribute, Constraint, Money, Op, Product, Sort, Variant

# No words of any language: nothing is understood in them, and no two share a stem.
NAMES = tuple(a + b for a in ("bra", "plo", "zum", "kre", "vil", "dro") for b in ("sk", "nt", "lp"))
BRANDS = ("Hollm", "Querk", "Varst", "Ombrik")
CATEGORIES = ("Frobs", "Glims", "")
COLOURS = ("black", "red", "blue")


def odd_product(rng: random.Random, product_id: str) -> Product:
    variants = tuple(
        Variant(
            f"{product_id}-{colour}",
            {"colour": colour},
            Money.of(rng.randint(1, 40) * 5, "EUR") if rng.random() < 0.9 else None,
            stock=rng.choice((None, 0, 3)),
        )
        for colour in rng.sample(COLOURS, rng.randint(1, 3))
    )
    return Product(
        product_id=product_id,
        title=" ".join(rng.choices(NAMES, k=2)).title(),
        variants=variants,
        brand=rng.choice(BRANDS),
        category=rng.choice(CATEGORIES),
        description=" ".join(rng.choices(NAMES, k=rng.randint(0, 3))),
        attributes=(Attribute("firm", rng.random() < 0.5),),
        rating=rng.choice((None, 3.0, 4.5)),
        rating_count=rng.choice((0, 10)),
        codes=(f"KX{rng.randint(1000, 9999)}",) if rng.random() < 0.3 else (),
        added=date(2025, rng.randint(1, 12), 1),
    )


def with_other_offers(rng: random.Random, product: Product) -> Product:
    """Another price and stock, all else the same."""
    variants = tuple(
        replace(v, price=Money.of(rng.randint(1, 40) * 5, "EUR"), stock=rng.choice((None, 0, 7)))
        for v in product.variants
    )
    return replace(product, variants=variants)


def odd_constraints(rng: random.Random) -> tuple[Constraint, ...]:
    low, high = sorted((rng.randint(1, 40) * 5.0, rng.randint(1, 40) * 5.0))
    every = (
        Constraint("price", Op.BETWEEN, high=high),
        Constraint("price", Op.BETWEEN, low=low, high=high),
        Constraint("price", Op.BETWEEN, low=low, open_low=True),
        Constraint("colour", Op.ANY_OF, (rng.choice(COLOURS),)),
        Constraint("colour", Op.NONE_OF, (rng.choice(COLOURS),)),
        Constraint("brand", Op.ANY_OF, tuple(rng.sample(BRANDS, 2))),
        Constraint("brand", Op.NONE_OF, (rng.choice(BRANDS),)),
        Constraint("in_stock", Op.ANY_OF, ("yes",)),
        Constraint("rating", Op.BETWEEN, low=4.0),
    )
    return tuple(rng.sample(every, rng.randint(0, 3)))


@dataclass
class Oracle:
    """`rows` gives each product its row, as an index that never forgets one counts them."""

    products: dict[str, Product] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    encoder: HashEncoder = field(default_factory=HashEncoder)
    next_row: int = 1

    def put(self, product: Product) -> None:
        if product.product_id not in self.rows:
            self.rows[product.product_id] = self.next_row
            self.next_row += 1
        self.products[product.product_id] = product

    def remove(self, product_id: str) -> bool:
        self.rows.pop(product_id, None)
        return self.products.pop(product_id, None) is not None

    def in_order(self) -> list[Product]:
        return sorted(self.products.values(), key=lambda p: self.rows[p.product_id])

    def browse(
        self, constraints: tuple[Constraint, ...], sort: Sort | None
    ) -> list[tuple[Product, Variant]]:
        """All that meets `constraints`, each by the variant to show."""
        found = [
            (product, variant)
            for product in self.in_order()
            if (variant := _variant(product, constraints)) is not None
        ]
        found.sort(key=lambda pair: (_is_sold_out(pair[0]), -_esteem(pair[0])))
        if sort is Sort.PRICE_ASC:
            found.sort(key=lambda pair: _cheapest(pair[0], constraints))
        if sort is Sort.NEWEST:
            found.sort(key=lambda pair: pair[0].added or date.min, reverse=True)
        return found

    def saying(self, words: list[str]) -> set[str]:
        """The ids of the products that say any of `words`."""
        wanted = {word.casefold() for word in words}
        return {p.product_id for p in self.products.values() if wanted & _said(p)}

    def near(self, text: str, k: int) -> list[tuple[str, float]]:
        """The nearest by cosine, as half precision keeps vectors."""
        products = self.in_order()
        held = self.encoder.encode([vector_text(product) for product in products])
        cosines = held.astype(np.float16).astype(np.float32) @ self.encoder.encode([text])[0]
        order = sorted(range(len(products)), key=lambda place: -cosines[place])[:k]
        return [(products[place].product_id, float(cosines[place])) for place in order]

    def with_code(self, code: str) -> set[str]:
        return {p.product_id for p in self.products.values() if code in p.codes}


def _said(product: Product) -> set[str]:
    texts = (product.title, product.description, product.brand, product.category)
    return set(" ".join(texts).casefold().split())


def _variant(product: Product, constraints: tuple[Constraint, ...]) -> Variant | None:
    fitting = [v for v in product.variants if all(_meets(product, v, c) for c in constraints)]
    rank = {True: 0, None: 1, False: 2}
    return min(fitting, key=lambda v: (rank[v.in_stock], _price(v)), default=None)


def _cheapest(product: Product, constraints: tuple[Constraint, ...]) -> float:
    """Of the variants that fit: what is on the shelf counts before what isn't."""
    variant = _variant(product, constraints)
    return _price(variant) if variant else float("inf")


def _meets(product: Product, variant: Variant, constraint: Constraint) -> bool:
    negated = constraint.op is Op.NONE_OF
    match constraint.field:
        case "brand":
            return (product.brand in constraint.values) != negated
        case "colour":
            return (variant.options["colour"] in constraint.values) != negated
        case "in_stock":
            return variant.in_stock is True
        case "rating":
            return product.rating is not None and product.rating >= (constraint.low or 0.0)
    if variant.price is None:
        return False
    price = float(variant.price.amount)
    low, high = constraint.low, constraint.high
    over = low is None or (price > low if constraint.open_low else price >= low)
    return over and (high is None or price <= high)


def _price(variant: Variant) -> float:
    return float(variant.price.amount) if variant.price else float("inf")


def _is_sold_out(product: Product) -> bool:
    return all(variant.in_stock is False for variant in product.variants)


def _esteem(product: Product) -> float:
    if product.rating is None:
        return 0.0
    weight = product.rating_count / (product.rating_count + 8)
    return weight * product.rating + (1 - weight) * 3.8
