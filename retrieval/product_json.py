"""A product as one line of JSON and back: how the index keeps it. Not an importer's format."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from retrieval.values import Attribute, AttributeValue, Money, Product, Variant


def to_json(product: Product) -> str:
    """Only what is set."""
    pairs = {
        "id": product.product_id,
        "title": product.title,
        "brand": product.brand,
        "department": product.department,
        "category": product.category,
        "description": product.description,
        "attributes": [[a.name, a.value, a.unit] for a in product.attributes],
        "rating": product.rating,
        "rating_count": product.rating_count,
        "codes": product.codes,
        "url": product.url,
        "image": product.image,
        "added": product.added.isoformat() if product.added else None,
        "variants": [_variant_to_json(variant) for variant in product.variants],
    }
    kept = {key: value for key, value in pairs.items() if value not in (None, "", 0, [], ())}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Product:
    """Raises `KeyError` or `ValueError` when `text` is not what `to_json` makes."""
    data = json.loads(text)
    added = data.get("added")
    return Product(
        product_id=data["id"],
        title=data.get("title", ""),
        brand=data.get("brand", ""),
        department=data.get("department", ""),
        category=data.get("category", ""),
        description=data.get("description", ""),
        attributes=tuple(
            Attribute(name, _value(value), unit) for name, value, unit in data.get("attributes", ())
        ),
        rating=data.get("rating"),
        rating_count=data.get("rating_count", 0),
        codes=tuple(data.get("codes", ())),
        url=data.get("url", ""),
        image=data.get("image", ""),
        added=date.fromisoformat(added) if added else None,
        variants=tuple(_variant_from_json(variant) for variant in data["variants"]),
    )


def _value(value: Any) -> AttributeValue:
    if isinstance(value, list):
        return tuple(str(part) for part in value)
    if isinstance(value, str | int | float | bool):
        return value
    raise ValueError(f"an attribute can't hold {value!r}")


def _variant_to_json(variant: Variant) -> dict[str, Any]:
    pairs = {
        "id": variant.variant_id,
        "options": dict(variant.options),
        "price": _money_to_json(variant.price),
        "list_price": _money_to_json(variant.list_price),
        "stock": variant.stock,
    }
    return {key: value for key, value in pairs.items() if value not in (None, {})}


def _variant_from_json(data: Mapping[str, Any]) -> Variant:
    return Variant(
        variant_id=data["id"],
        options=data.get("options", {}),
        price=_money_from_json(data.get("price")),
        list_price=_money_from_json(data.get("list_price")),
        stock=data.get("stock"),
    )


def _money_to_json(money: Money | None) -> list[int | str] | None:
    return [money.amount_minor, money.currency] if money else None


def _money_from_json(data: list[Any] | None) -> Money | None:
    return Money(int(data[0]), str(data[1])) if data else None
