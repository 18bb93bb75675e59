"""A shop of a dozen things, small enough to know by heart. Fixtures are in `conftest`."""

from __future__ import annotations

from datetime import date

from retrieval.values import Attribute, AttributeValue, Money, Product, Variant


def thing(
    product_id: str,
    title: str,
    price: float | None = 10.0,
    *,
    brand: str = "Harrow",
    department: str = "Outdoor",
    category: str = "",
    description: str = "",
    colours: tuple[str, ...] = (),
    attributes: dict[str, AttributeValue] | None = None,
    rating: float | None = None,
    rating_count: int = 0,
    codes: tuple[str, ...] = (),
    stock: int | None = 5,
    added: date | None = None,
) -> Product:
    money = None if price is None else Money.of(price, "EUR")
    variants = [
        Variant(f"{product_id}-{colour}", {"colour": colour}, money, stock=stock)
        for colour in colours
    ]
    return Product(
        product_id=product_id,
        title=title,
        variants=tuple(variants) or (Variant(f"{product_id}-1", {}, money, stock=stock),),
        brand=brand,
        department=department,
        category=category,
        description=description,
        attributes=tuple(Attribute(name, value) for name, value in (attributes or {}).items()),
        rating=rating,
        rating_count=rating_count,
        codes=codes,
        added=added,
    )


def shop() -> list[Product]:
    return [
        thing(
            "jacket-rain",
            "Drizzle Waterproof Rain Jacket",
            95,
            category="Jackets",
            colours=("black", "red"),
            attributes={"waterproof": True, "weight": "310 g"},
            description="Taped seams keep the rain out. Packs into its own pocket.",
            rating=4.6,
            rating_count=120,
            added=date(2025, 3, 1),
        ),
        thing(
            "jacket-storm",
            "Gale Waterproof Storm Jacket",
            180,
            category="Jackets",
            colours=("black",),
            attributes={"waterproof": True},
            description="Three layers for the worst of winter.",
            codes=("GL-4400/X",),
            added=date(2026, 1, 1),
        ),
        thing(
            "jacket-wool",
            "Croft Wool Jacket",
            140,
            brand="Selkie",
            category="Jackets",
            colours=("blue",),
            description="Boiled wool, warm and quiet.",
            rating=4.9,
            rating_count=40,
        ),
        thing(
            "tent-two",
            "Hollow Two-Person Tent",
            220,
            category="Tents",
            attributes={"waterproof": True, "persons": 2},
            description="Stands in four minutes, even in wind.",
        ),
        thing("tent-pegs", "Steel Tent Pegs, Set of Ten", 8.5, category="Tent accessories"),
        thing(
            "boots",
            "Fell Hiking Boots",
            160,
            brand="Selkie",
            category="Footwear",
            description="Stiff soles for rough paths.",
            stock=0,
        ),
        thing(
            "kettle",
            "Copper Whistling Kettle",
            49.9,
            brand="Hearthside",
            department="Kitchen",
            category="Kettles",
            description="Boils two litres on any stove and sings when it is done.",
            rating=3.2,
            rating_count=9,
        ),
        thing(
            "kettle-electric",
            "Quick Electric Kettle",
            39,
            brand="Hearthside",
            department="Kitchen",
            category="Kettles",
            description="Boils a litre in three minutes.",
        ),
        thing(
            "teapot",
            "Stoneware Teapot",
            34,
            brand="Hearthside",
            department="Kitchen",
            category="Teapots",
            description="For four cups, with a strainer.",
        ),
        thing(
            "pan",
            "Cast Iron Frying Pan",
            55,
            brand="Ember",
            department="Kitchen",
            category="Pans",
            attributes={"diameter": "28 cm", "dishwasher_safe": False},
        ),
        thing(
            "lamp",
            "Brass Reading Lamp",
            75,
            brand="Ember",
            department="Home",
            category="Lamps",
            description="A warm light that bends to the page.",
        ),
        thing(
            "blanket",
            "Lambswool Picnic Blanket",
            60,
            brand="Selkie",
            department="Home",
            category="Blankets",
            description="Soft on top, proof against wet grass underneath.",
        ),
    ]
