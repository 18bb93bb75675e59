"""A handful of products for the widget's tests, some of them hostile. Owns no server.

The widget is tested against these because each is there for a reason; the whole shop is tested
against its own catalogue in `test_conversation_in_browser.py`.
"""

from __future__ import annotations

from typing import Any

EUR = "EUR"
SCRIPT = "<script>window.stolen = true</script>"
IMAGE = '<img src=x onerror="window.stolen = true">'

SHOP = {
    "name": "Fenwick & Lane",
    "tagline": "Good things for home, trail and table",
    "currency": EUR,
    "locale": "en_IE",
    "language": "en",
    "prices_include_tax": True,
    "contact": {"email": "help@fenwickandlane.example", "phone": "+353 1 555 0142"},
    "max_message_chars": 200,
}


def money(amount: float) -> dict[str, Any]:
    return {"amount": amount, "currency": EUR}


def variant(
    variant_id: str, price: float, stock: int, was: float | None = None, **options: str
) -> dict[str, Any]:
    return {
        "variant_id": variant_id,
        "options": options,
        "price": money(price),
        "list_price": money(was) if was else None,
        "in_stock": stock > 0,
        "stock": stock,
    }


def product(
    product_id: str, title: str, department: str, variants: list[dict[str, Any]], **rest: Any
) -> dict[str, Any]:
    first = variants[0]
    return {
        "product_id": product_id,
        "variant_id": first["variant_id"],
        "title": title,
        "brand": rest.get("brand", "Harrow"),
        "department": department,
        "category": rest.get("category", ""),
        "price": first["price"],
        "list_price": first["list_price"],
        "in_stock": first["in_stock"],
        "rating": rest.get("rating", 4.5),
        "rating_count": rest.get("rating_count", 31),
        "url": rest.get("url", f"/p/{product_id}"),
        "image": rest.get("image", f"/images/{product_id}.svg"),
        "attributes": rest.get("attributes", {}) | first["options"],
        "description": rest.get("description", "Made to be used often and mended when it wears."),
        "variants": variants,
        "score": 1.0,
        "score_parts": rest.get("score_parts", []),
        "reasons": rest.get("reasons", []),
    }


RAIN_JACKET = product(
    "FL-100",
    "Harrow Drumlin rain jacket",
    "Outdoor clothing",
    [
        variant("FL-100-G-M", 98.0, 4, was=120.0, colour="green", size="M"),
        variant("FL-100-G-L", 98.0, 0, was=120.0, colour="green", size="L"),
        variant("FL-100-N-M", 104.5, 12, colour="navy", size="M"),
    ],
    category="Jackets",
    attributes={"waterproof": "yes", "weight": "410 g", "material": "recycled nylon"},
    reasons=[
        {"kind": "words", "field": "title", "value": "", "words": "jacket"},
        {"kind": "constraint", "field": "price", "value": "€98.00", "words": "under 120"},
        {"kind": "constraint", "field": "colour", "value": "green", "words": "not black"},
    ],
    score_parts=[
        {"part": "words", "value": 7.1, "added": 0.8},
        {"part": "pin", "value": 1.0, "added": 0.5},
        {"part": "sold_out", "value": 1.0, "added": -0.3},
    ],
)
SHELL = product(
    "FL-101",
    "Brae three-layer shell",
    "Outdoor clothing",
    [variant("FL-101-R-M", 119.0, 2, colour="rust", size="M")],
    brand="Brae",
    category="Jackets",
    rating=4.8,
    rating_count=112,
    attributes={"waterproof": "yes", "weight": "520 g"},
)
POT = product(
    "FL-200",
    "Oldcastle cast-iron casserole, 4.2 l",
    "Kitchen",
    [variant("FL-200-1", 149.0, 6, capacity="4.2 l")],
    brand="Oldcastle",
    attributes={"material": "enamelled cast iron", "oven safe": "yes"},
)
HOSTILE = product(
    "FL-666",
    f"Mug {IMAGE}",
    "Kitchen",
    [variant("FL-666-1", 9.5, 3)],
    brand=SCRIPT,
    url="javascript:window.stolen = true",
    image="javascript:window.stolen = true",
    description=f"{SCRIPT}\n{IMAGE}",
    attributes={IMAGE: SCRIPT},
)
LAMPS = [
    product(
        f"FL-3{n:02}",
        f"Lumen reading lamp no. {n}",
        "Lighting",
        [variant(f"FL-3{n:02}-1", 30.0 + n, n % 4, colour="brass")],
        brand="Lumen",
        rating=3.9,
    )
    for n in range(1, 31)
]
PRODUCTS = {one["product_id"]: one for one in (RAIN_JACKET, SHELL, POT, HOSTILE, *LAMPS)}

UNDERSTOOD = {
    "query": "a waterproof jacket under 120, not black",
    "text": "jacket",
    "language": "en",
    "constraints": [
        {
            "field": "attribute:waterproof",
            "op": "any_of",
            "values": ["yes"],
            "words": "waterproof",
        },
        {"field": "price", "op": "between", "high": 120, "words": "under 120"},
        {"field": "colour", "op": "none_of", "values": ["black"], "words": "not black"},
    ],
    "sort": None,
    "corrections": [],
}
RELAXED = [
    {"constraint": "size", "from": "XS", "to": ""},
    {"constraint": "price", "from": "≤ 120", "to": "≤ 132.5"},
    {"constraint": "category", "from": "dinner jacket", "to": "rain jacket"},
]
