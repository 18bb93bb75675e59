"""The catalogues that copy is measured on, and the wishes drawn from one. Owns the draw: products
by chance, kinds, tones, reasons and whom it is to in turn."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

from actions.cli.evaluate.nlu_sets import datasets
from actions.config import Config
from actions.copydesk.kinds import Kind
from actions.copydesk.wish import Reason, Wish, offered
from actions.errors import BadInput
from llm.plan import Tone
from retrieval.catalog import Mapping, read_products
from retrieval.values import Product

KNOWN = {
    "sample": ("", "data/catalog/products.jsonl", None),
    "icecat": ("datasets", "icecat/products.jsonl.gz", "icecat"),
    "retail_demo_store": ("datasets", "retail_demo_store/products.jsonl", "retail_demo_store"),
}
VARIANTS = 2
NAMES = ("Priya", "Tom", "Mei Lin", "Oisín", "Mrs Okafor", "Dr Weiss")
LINK, SHARE = "https://shop.example/p/{id}", 0.5
REASONS: tuple[Reason, ...] = ("", "new", "offer", "back_in_stock", "again")


def open_catalogue(name: str, config: Config) -> list[Product]:
    """`name` is a known one, or a path, with `=MAPPING` after it where its fields need one. Raises
    `BadInput` for one that isn't there."""
    if name in KNOWN:
        where, path, mapping = KNOWN[name]
        source = (datasets() if where else config.root) / path
        chart = config.root / "data" / "mappings" / f"{mapping}.toml" if mapping else None
    else:
        told, _, chosen = name.partition("=")
        source, chart = Path(told), Path(chosen) if chosen else None
    if not source.is_file():
        raise BadInput(f"--catalogues {name}: {source} isn't there")
    mapped = Mapping.load(chart) if chart else None
    currency = config.shop.currency
    return list(read_products(source, mapping=mapped, skip_bad=True, currency=currency))


def drawn(
    products: Sequence[Product], pieces: int, seed: int, config: Config, today: date
) -> Iterator[Wish]:
    """Wishes for about that many pieces: two variants each, every kind as often."""
    rng = random.Random(seed)
    tones, reasons, kinds = cycle(Tone), cycle(REASONS), cycle(Kind)
    order = rng.sample(range(len(products)), len(products))
    for place in range(-(-pieces // VARIANTS)):
        product = products[order[place % len(order)]]
        kind, again = next(kinds), place // len(order)
        reason = next(reasons) if kind in (Kind.EMAIL, Kind.SOCIAL) else ""
        reason = reason if _may(reason, kind, product) else ""
        told = kind in (Kind.EMAIL, Kind.SOCIAL) and rng.random() < SHARE
        yield Wish(
            kind=kind,
            product=product,
            n=VARIANTS,
            audience=f"audience {again}" if again else "",
            tone=next(tones),
            language=config.shop.language,
            locale=config.shop.locale,
            reason=reason,
            until=today + timedelta(days=rng.randrange(30)) if reason == "offer" else None,
            customer=rng.choice(NAMES) if told and kind is Kind.EMAIL else "",
            link=LINK.format(id=product.product_id) if told else "",
        )


def _may(reason: Reason, kind: Kind, product: Product) -> bool:
    """An offer needs two prices, what is back a stock; a post is for an offer or for nothing."""
    hit = offered(product)
    price, before = hit.variant.price, hit.variant.list_price
    match reason:
        case "offer":
            return bool(price and before and before.amount_minor > price.amount_minor)
        case "back_in_stock":
            return kind is Kind.EMAIL and bool(hit.variant.in_stock)
    return kind is Kind.EMAIL
