"""Orders of the sample shop, and of a small one whose goods have many options."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from itertools import product as every

from actions.choosing import ChoosingWords
from actions.config import PROJECT_ROOT
from actions.stores.order import Order, OrderItem
from retrieval.catalog import read_products
from retrieval.values import Money, Product, Variant

WORDS = ChoosingWords.load(PROJECT_ROOT / "data" / "languages" / "en")
CATALOG = PROJECT_ROOT / "data" / "catalog"


@cache
def sample_products() -> dict[str, Product]:
    source = CATALOG / "products.jsonl"
    read = read_products(source, mapping=None, format=None, skip_bad=False, currency="EUR")
    return {product.product_id: product for product in read}


@cache
def sample_order(number: str) -> Order:
    lines = (CATALOG / "orders.jsonl").read_text(encoding="utf-8").splitlines()
    record = next(one for one in map(json.loads, lines) if one["id"] == number)
    items = [
        OrderItem(i["product_id"], i["variant_id"], i["title"], i["quantity"], money(i["price"]))
        for i in record["items"]
    ]
    return order_of(*items)


def order_of(*items: OrderItem) -> Order:
    total = money(sum(float(item.price.amount) * item.quantity for item in items))
    return Order("1", "c", "pending", datetime(2026, 11, 20), items, money(0), total)


def money(amount: float) -> Money:
    return Money.of(str(amount), "EUR")


def made(title: str, gone: tuple[tuple[str, ...], ...] = (), **options: str) -> Product:
    """Every combination of the options' values (`colour="red|blue"`), all to be had but `gone`;
    each costs a euro more than the one before."""
    names = [name.replace("_", " ") for name in options]
    combined = every(*(values.split("|") for values in options.values()))
    variants = tuple(
        Variant(
            f"{title}-{place}",
            dict(zip(names, values, strict=True)),
            money(20 + place),
            stock=0 if values in gone else None,
        )
        for place, values in enumerate(combined)
    )
    return Product(title, title, variants, category=title.lower())


KEYBOARD = made(
    "Mechanical Keyboard",
    gone=(("clicky", "RGB", "full size"),),
    switch_type="clicky|linear|tactile",
    backlight="RGB|white|none",
    size="60%|80%|full size",
)
SHIRT = made("T-Shirt", color="black|blue|navy|red", size="S|M|L|XL", style="crew neck|v-neck")
BOTTLE = made("Water Bottle", capacity="500ml|750ml|1000ml", material="glass|stainless steel")
LAMP = made("Desk Lamp", color="black|silver|white", brightness="low|medium|high")
THERMOSTAT = made(
    "Smart Thermostat",
    compatibility="Amazon Alexa|Apple HomeKit|Google Assistant",
    color="black|white",
)
CAMERA = made("Action Camera", resolution="1080p|4K|5K", waterproof="yes|no")
GLASSES = made("Sunglasses", frame_color="black|brown|silver", lens_color="black|blue|brown")
HELMET = made("Cycling Helmet", size="S|M|L", ventilation="low|medium|high")
NOTEBOOK = made("Notebook", size="A4|A5|A6", cover_type="hard cover|soft cover")
TABLET = made("Tablet", screen_size="7-inch|8-inch|10-inch", storage="32GB|64GB|128GB")
GOODS = {p.product_id: p for p in (KEYBOARD, SHIRT, BOTTLE, LAMP, THERMOSTAT, CAMERA, GLASSES,
                                   HELMET, NOTEBOOK, TABLET)}  # fmt: skip


def variant(product: Product, *values: str) -> Variant:
    return next(v for v in product.variants if tuple(v.options.values()) == values)


def bought(product: Product, *values: str, quantity: int = 1) -> OrderItem:
    one = variant(product, *values)
    assert one.price is not None
    return OrderItem(product.product_id, one.variant_id, product.title, quantity, one.price)
