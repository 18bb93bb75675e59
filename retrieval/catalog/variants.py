"""A record's variants: options, price, stock of each. Owns nothing of the product itself."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from typing import Any

from retrieval.catalog.attributes import first, names
from retrieval.catalog.clean import MAX_ID, joined
from retrieval.catalog.mapping import Mapping
from retrieval.catalog.offers import parse_price, parse_stock
from retrieval.values import Variant

MAX_VARIANTS = 1_000

Fields = AbstractMapping[str, Any]


def build_variants(
    fields: Fields, product_id: str, mapping: Mapping, currency: str
) -> tuple[Variant, ...]:
    """At least one: a record without `variants` is its own. Raises `ValueError`."""
    listed = fields.get("variants")
    if not isinstance(listed, list) or not listed:
        own = _options(fields, mapping)
        return (_variant(fields, product_id, own, fields, mapping, currency),)
    if len(listed) > MAX_VARIANTS:
        raise ValueError(f"has {len(listed)} variants, more than {MAX_VARIANTS}")
    built: dict[str, Variant] = {}
    for place, raw in enumerate(listed, start=1):
        if not isinstance(raw, dict):
            raise ValueError(f"variant {place} is not an object")
        inner = names(raw)
        options = _options(inner, mapping) | _named_options(inner.get("options"), mapping)
        said = joined(first(inner, mapping.fields.id), MAX_ID)
        variant_id = said or f"{product_id}-{place}"
        if variant_id in built:
            raise ValueError(f"the variant {variant_id!r} stands twice")
        built[variant_id] = _variant(inner, variant_id, options, fields, mapping, currency)
    return tuple(built.values())


def _variant(
    fields: Fields,
    variant_id: str,
    options: dict[str, str],
    product: Fields,
    mapping: Mapping,
    currency: str,
) -> Variant:
    """What the variant doesn't say of its price, the product says for it."""
    said = first(fields, mapping.fields.price)
    said = first(product, mapping.fields.price) if said is None else said
    price = parse_price(said, mapping.price, currency)
    listed = parse_price(first(fields, mapping.fields.list_price), mapping.price, currency)
    above = listed is not None and (price is None or listed.amount_minor > price.amount_minor)
    return Variant(
        variant_id=variant_id,
        options=options,
        price=price,
        list_price=listed if above else None,
        stock=parse_stock(first(fields, mapping.fields.stock)),
    )


def _options(fields: Fields, mapping: Mapping) -> dict[str, str]:
    """Options that stand as fields of their own, by the mapping's names."""
    found = {name: joined(first(fields, s), 200) for name, s in mapping.options.items()}
    return {name: value for name, value in found.items() if value}


def _named_options(raw: object, mapping: Mapping) -> dict[str, str]:
    """A variant's `options` object: every name in it is an option, `color` is `colour`."""
    if not isinstance(raw, dict):
        return {}
    ours = {source: name for name, sources in mapping.options.items() for source in sources}
    found = {ours.get(name, name): joined(value, 200) for name, value in names(raw).items()}
    return {name: value for name, value in found.items() if name and value}
