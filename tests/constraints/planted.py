"""Forty hits that break what was meant, each beside a twin that doesn't. Owns no checking."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from retrieval.values import Attribute, Money, Product, Variant


@dataclass(frozen=True)
class Plant:
    """`right` and `wrong` differ in what `expects` is about, and in nothing else."""

    expects: str
    right: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Any] = field(default_factory=dict)


def product(**said: Any) -> Product:
    """A plain thing: `price`, `stock` and options belong to its one variant; what no field of a
    product is called is an attribute, a number and its unit as a pair."""
    fields = {"title", "brand", "category", "department", "rating"}
    options = said.pop("options", {})
    price, stock = said.pop("price", 20), said.pop("stock", 3)
    attributes = tuple(
        Attribute(name, *value) if isinstance(value, tuple) else Attribute(name, value)
        for name, value in said.items()
        if name not in fields
    )
    own = {"title": "Plain Thing", "brand": "Nobody"} | {k: said[k] for k in said if k in fields}
    variant = Variant("v1", options, Money.of(price, "EUR"), stock=stock)
    return Product("p1", variants=(variant,), attributes=attributes, **own)


def colour(name: str) -> dict[str, Any]:
    return {"options": {"colour": name}}


def size(name: str) -> dict[str, Any]:
    return {"options": {"size": name}}


PLANTS = [
    Plant("price <= 30", {"price": 30}, {"price": 30.5}),
    Plant("price >= 50", {"price": 50}, {"price": 49}),
    Plant("price 20..30", {"price": 25}, {"price": 31}),
    Plant("price 20..30", {"price": 20}, {"price": 19}),
    Plant("price ~ 100", {"price": 90}, {"price": 150}),
    Plant("brand = Arden", {"brand": "Arden"}, {"brand": "Ardent"}),
    Plant("brand = Arden | Bellow", {"brand": "Bellow"}, {"brand": "Nobody"}),
    Plant("brand != Arden", {"brand": "Bellow"}, {"brand": "Arden"}),
    Plant("brand != Arden", {"title": "Lamp"}, {"title": "Lamp by Arden"}),
    Plant("colour = blue", colour("navy"), colour("black")),
    Plant("colour = navy", colour("dark navy"), colour("sky blue")),
    Plant("colour = red | blue", colour("burgundy"), colour("forest green")),
    Plant("colour = grey", colour("charcoal"), colour("cream")),
    Plant("colour = blue", {"product_colour": "Black,Blue"}, {"product_colour": "Black,White"}),
    Plant("colour = white", {"title": "White Lamp"}, {"title": "Lamp, Black"}),
    Plant("colour != black", colour("charcoal"), colour("black")),
    Plant("colour != blue", colour("red"), colour("navy")),
    Plant("colour != red", {"title": "Green Lamp"}, {"title": "Red Lamp"}),
    Plant("size = 42", size("42"), size("43")),
    Plant("size = 40", size("39-41"), size("42-44")),
    Plant("size = M", size("M"), size("XM")),
    Plant("size = king", size("king"), size("super king")),
    Plant("size = 3-6 months", size("3-6 months"), size("6-9 months")),
    Plant("screen >= 27 in", {"screen": (27, "inch")}, {"screen": (24, "inch")}),
    Plant("screen >= 55 in", {"title": 'TV 139.7 cm (55")'}, {"title": 'TV 81.3 cm (32")'}),
    Plant("screen = 15 in", {"screen": (15.6, "inch")}, {"screen": (14, "inch")}),
    Plant("weight <= 1.5 kg", {"weight": (1450, "g")}, {"weight": (1.6, "kg")}),
    Plant(
        "capacity = 750 ml", {"options": {"capacity": "0.75 l"}}, {"options": {"capacity": "1 l"}}
    ),
    Plant("memory >= 16 gb", {"memory": (32, "GB")}, {"memory": (8, "GB")}),
    Plant("players = 4", {"players": "2 to 4"}, {"players": "2 to 3"}),
    Plant("sleeps >= 4", {"sleeps": 5}, {"sleeps": 3}),
    Plant("rating >= 4", {"rating": 4.2}, {"rating": 3.9}),
    Plant("text leather", {"material": "full-grain leather"}, {"material": "cork"}),
    Plant("text waterproof", {"waterproof": True}, {"waterproof": False}),
    Plant("not text palm oil", {"oil": "olive oil"}, {"oil": "palm oil"}),
    Plant("not text sugar", {"title": "Sugar-free Gum"}, {"title": "Gum with Sugar"}),
    Plant("not text wireless", {"wireless": False}, {"wireless": True}),
    Plant("audience = women", {"fit": "women's"}, {"fit": "men's"}),
    Plant("department = Garden", {"department": "Garden"}, {"department": "Kitchen"}),
    Plant("in stock", {"stock": 1}, {"stock": 0}),
]
