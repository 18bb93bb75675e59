"""A small catalogue with traps: brands that are words, colours that are things, teas without
colours. Shared by the tests of query understanding."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from retrieval.query import Gazetteers, Language, QueryParser
from retrieval.values import Attribute, Money, Product, Variant

ROOT = Path(__file__).parents[3]

# department, category, brand, title, price, colours, sizes, attributes
_ROWS: list[tuple[str, str, str, str, float, str, str, dict[str, object]]] = [
    (
        "Outdoor",
        "Jackets",
        "Tarn",
        "Fell rain jacket",
        119,
        "navy black",
        "S M L",
        {"waterproof": True, "hood": True, "weight": (420, "g"), "gender": "women"},
    ),
    (
        "Outdoor",
        "Jackets",
        "Tarn",
        "Gill wind jacket",
        89,
        "red olive",
        "M L XL",
        {"waterproof": False, "hood": True, "weight": (280, "g"), "gender": "men"},
    ),
    (
        "Outdoor",
        "Jackets",
        "Brock & Sons",
        "Moor wax jacket",
        199,
        "olive brown",
        "M L",
        {"waterproof": True, "hood": False, "weight": (1900, "g"), "gender": "men"},
    ),
    (
        "Outdoor",
        "Jackets",
        "Canyon",
        "Storm jacket",
        149,
        "black burgundy",
        "S M",
        {"waterproof": True, "hood": True, "weight": (510, "g"), "gender": "women"},
    ),
    (
        "Outdoor",
        "Boots",
        "Brock & Sons",
        "Ridge leather boots",
        139,
        "brown tan",
        "41 42 43",
        {"waterproof": True, "material": "leather", "vegan": False},
    ),
    (
        "Outdoor",
        "Boots",
        "Tarn",
        "Beck boots",
        99,
        "grey",
        "40 41 42",
        {"waterproof": False, "material": "recycled nylon", "vegan": True},
    ),
    (
        "Outdoor",
        "Tents",
        "Canyon",
        "Two person tent",
        229,
        "olive",
        "",
        {"weight": (2100, "g"), "persons": (2, "")},
    ),
    (
        "Outdoor",
        "Tents",
        "Tarn",
        "Family tent",
        399,
        "navy",
        "",
        {"weight": (7800, "g"), "persons": (4, "")},
    ),
    (
        "Electronics",
        "Mice",
        "Logi Tech",
        "Silent wireless mouse",
        25,
        "black white",
        "",
        {"wireless": True, "weight": (90, "g")},
    ),
    (
        "Electronics",
        "Mice",
        "HP",
        "Office mouse",
        12,
        "black",
        "",
        {"wireless": False, "weight": (80, "g")},
    ),
    (
        "Electronics",
        "Mice",
        "Keystone",
        "Gaming mouse with cable",
        39,
        "white",
        "",
        {"wireless": False, "weight": (110, "g")},
    ),
    (
        "Electronics",
        "Phones",
        "Apple",
        "Apple phone 11",
        499,
        "black silver",
        "",
        {"storage": (128, "GB"), "memory": (6, "GB")},
    ),
    (
        "Electronics",
        "Phones",
        "Apple",
        "Apple phone 12 mini",
        599,
        "blue",
        "",
        {"storage": (256, "GB"), "memory": (8, "GB")},
    ),
    ("Electronics", "Phone cases", "Keystone", "Case for Apple phone 11", 19, "black rose", "", {}),
    (
        "Electronics",
        "Televisions",
        "Sam Vision",
        "Sam Vision television 55",
        649,
        "black",
        "",
        {"screen": (55, "in"), "weight": (14000, "g")},
    ),
    (
        "Electronics",
        "Televisions",
        "Sam Vision",
        "Sam Vision television 65",
        899,
        "black",
        "",
        {"screen": (65, "in"), "weight": (19000, "g")},
    ),
    ("Electronics", "Ink", "HP", "Ink cartridge 301", 17, "", "", {}),
    ("Electronics", "Ink", "Peach", "Ink cartridge for HP 301", 9, "", "", {}),
    (
        "Electronics",
        "Headphones",
        "Logi Tech",
        "Over-ear headphones",
        79,
        "black cream",
        "",
        {"wireless": True, "battery_life": (30, "h")},
    ),
    (
        "Kitchen",
        "Pans",
        "Ember",
        "Non-stick frying pan",
        39,
        "black",
        "",
        {"non_stick": True, "diameter": (28, "cm")},
    ),
    (
        "Kitchen",
        "Pans",
        "Ember",
        "Steel frying pan",
        59,
        "silver",
        "",
        {"non_stick": False, "diameter": (24, "cm"), "material": "stainless steel"},
    ),
    ("Kitchen", "Knives", "Edge", "Sharp bread knife", 29, "", "", {"material": "steel"}),
    (
        "Kitchen",
        "Mugs",
        "Plainware",
        "Stoneware mug",
        12,
        "white sage mint",
        "",
        {"dishwasher_safe": True},
    ),
    (
        "Kitchen",
        "Mugs",
        "Plainware",
        "Travel mug",
        24,
        "black teal",
        "",
        {"dishwasher_safe": False},
    ),
    ("Grocery", "Tea", "Leaf Lane", "Black tea, loose leaf", 8, "", "", {"caffeine": True}),
    ("Grocery", "Tea", "Leaf Lane", "Green tea with mint", 7, "", "", {"caffeine": True}),
    ("Grocery", "Tea", "Leaf Lane", "Peppermint tea", 6, "", "", {"caffeine": False}),
    ("Grocery", "Juice", "Orchard", "Apple juice", 4, "", "", {"organic": True}),
    ("Grocery", "Juice", "Orchard", "Orange juice", 4, "", "", {"organic": False}),
    ("Grocery", "Chocolate", "Bean Street", "Dark chocolate bar", 5, "", "", {"organic": True}),
    (
        "Home",
        "Cushions",
        "Linnet",
        "Velvet cushion",
        29,
        "mustard green pink",
        "",
        {"washable": True},
    ),
    ("Home", "Cushions", "Linnet", "Wool cushion", 35, "cream grey", "", {"washable": False}),
    ("Home", "Lamps", "Lumo", "Desk lamp", 49, "brass white", "", {"dimmable": True}),
    ("Home", "Lamps", "Lumo", "Floor lamp", 99, "black", "", {"dimmable": False}),
    (
        "Garden",
        "Planters",
        "Terra",
        "Clay planter",
        22,
        "terracotta",
        "",
        {"frost_proof": True, "height": (30, "cm")},
    ),
    ("Garden", "Tools", "Terra", "Hand trowel", 14, "green", "", {}),
    (
        "Books",
        "Novels",
        "Paper House",
        "The long winter, a novel",
        12,
        "",
        "",
        {"pages": (320, "")},
    ),
]


@cache
def shelf() -> tuple[Product, ...]:
    """The products, each with a variant for every colour and size."""
    return tuple(_product(number, *row) for number, row in enumerate(_ROWS))


@cache
def english() -> Language:
    return Language.load(ROOT / "data" / "languages" / "en")


@cache
def gazetteers() -> Gazetteers:
    return Gazetteers.of(shelf(), english())


def parser(currency: str = "EUR") -> QueryParser:
    return QueryParser(english(), gazetteers(), currency)


def _product(
    number: int,
    department: str,
    category: str,
    brand: str,
    title: str,
    price: float,
    colours: str,
    sizes: str,
    attributes: dict[str, object],
) -> Product:
    options = [
        {k: v for k, v in (("colour", colour), ("size", size)) if v}
        for colour in colours.split() or [""]
        for size in sizes.split() or [""]
    ]
    return Product(
        product_id=f"p{number}",
        title=title,
        brand=brand,
        department=department,
        category=category,
        attributes=tuple(_attribute(name, value) for name, value in attributes.items()),
        variants=tuple(
            Variant(f"p{number}-{n}", o, Money.of(price, "EUR"), None, 3)
            for n, o in enumerate(options)
        ),
        rating=3.5 + number % 3 / 2,
    )


def _attribute(name: str, value: object) -> Attribute:
    if isinstance(value, tuple):
        return Attribute(name, value[0], value[1])
    assert isinstance(value, bool | str)
    return Attribute(name, value)
