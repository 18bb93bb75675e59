"""A product as pages and API read it. Owns that JSON; a hit's own is `retrieval.values.Hit`'s."""

from __future__ import annotations

from typing import Any

from actions.shelves import lead_variant
from retrieval.values import Hit, Product, Variant


def summary(product: Product) -> dict[str, Any]:
    """As a listing shows it: the shape of a search hit, without score and reasons."""
    shown = Hit(product, lead_variant(product), 0.0).as_json()
    return {
        key: value for key, value in shown.items() if key not in ("score", "score_parts", "reasons")
    }


def detail(product: Product) -> dict[str, Any]:
    """A summary with what its page adds; `attributes` are the product's own, in its order."""
    return summary(product) | {
        "description": product.description,
        "department": product.department,
        "category": product.category,
        "codes": list(product.codes),
        "added": product.added.isoformat() if product.added else None,
        "attributes": {a.name: a.text for a in product.attributes},
        "variants": [_variant(variant) for variant in product.variants],
    }


def record(product: Product) -> dict[str, Any]:
    """What `PUT` takes and a JSONL line of a catalogue holds: amounts in major units."""
    prices = [v.price for v in product.variants if v.price]
    pairs = {
        "id": product.product_id,
        "title": product.title,
        "brand": product.brand,
        "department": product.department,
        "category": product.category,
        "description": product.description,
        "currency": prices[0].currency if prices else None,
        "rating": product.rating,
        "rating_count": product.rating_count or None,
        "codes": list(product.codes),
        "url": product.url,
        "image": product.image,
        "added": product.added.isoformat() if product.added else None,
        "attributes": {
            a.name: {"value": a.value, "unit": a.unit} if a.unit else a.value
            for a in product.attributes
        },
        "variants": [_variant_record(variant) for variant in product.variants],
    }
    return {key: value for key, value in pairs.items() if value not in (None, "", [], {})}


def _variant(variant: Variant) -> dict[str, Any]:
    return {
        "variant_id": variant.variant_id,
        "options": dict(variant.options),
        "price": variant.price.as_json() if variant.price else None,
        "list_price": variant.list_price.as_json() if variant.list_price else None,
        "in_stock": variant.in_stock,
        "stock": variant.stock,
    }


def _variant_record(variant: Variant) -> dict[str, Any]:
    pairs = {
        "id": variant.variant_id,
        "options": dict(variant.options),
        "price": float(variant.price.amount) if variant.price else None,
        "list_price": float(variant.list_price.amount) if variant.list_price else None,
        "stock": variant.stock,
    }
    return {key: value for key, value in pairs.items() if value not in (None, {})}
