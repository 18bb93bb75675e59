"""One record -> one `Product`. Owns what a record must hold; reads no file."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from retrieval.catalog.attributes import attributes, first, names
from retrieval.catalog.clean import MAX_ID, MAX_TEXT, MAX_TITLE, joined, key, without_tags
from retrieval.catalog.mapping import Fields, Mapping
from retrieval.catalog.offers import parse_stock
from retrieval.catalog.variants import build_variants
from retrieval.values import Product

MAX_CODES = 100


class NoSuchField(ValueError):
    """A record lacks a field that every product has: often all of them do, under our names."""


class ProductBuilder:
    """Turns records into products by one mapping, in one currency.

    `currency` is the mapping's, else the first record's own, else `default_currency`."""

    def __init__(self, mapping: Mapping, default_currency: str, *, untyped: bool = False) -> None:
        self._mapping = mapping
        self._default = default_currency
        self._settled = mapping.price.currency
        self._untyped = untyped
        self._known = _claimed(mapping)
        self.left_out: dict[str, None] = {}
        """Fields that were taken for the shop's own business, in the order they came."""
        self._starts = tuple(n[:-1] for n in mapping.fields.ignore if n.endswith("*"))

    @property
    def currency(self) -> str:
        return self._settled or self._default

    def build(self, record: AbstractMapping[str, Any]) -> Product:
        """Raises `ValueError` saying what is wrong with the record."""
        fields = names(record)
        product_id = self._required(fields, "id", MAX_ID)
        self._settle_currency(fields)
        variants = build_variants(fields, product_id, self._mapping, self.currency)
        left = {n: v for n, v in fields.items() if n not in self._known and not self._ignored(n)}
        nested = fields.get("attributes")
        left = self._public((names(nested) if isinstance(nested, dict) else {}) | left)
        return Product(
            product_id=product_id,
            title=self._required(fields, "title", MAX_TITLE),
            variants=variants,
            brand=self._text(fields, "brand"),
            department=self._text(fields, "department"),
            category=self._text(fields, "category"),
            description=without_tags(self._first(fields, "description"), MAX_TEXT),
            attributes=attributes(left, self._mapping.attributes, untyped=self._untyped),
            rating=_rating(self._first(fields, "rating")),
            rating_count=parse_stock(self._first(fields, "rating_count")) or 0,
            codes=self._codes(fields, product_id),
            url=_address(self._text(fields, "url"), "url"),
            image=_address(self._text(fields, "image"), "image"),
            added=_date(self._text(fields, "added")),
        )

    def _first(self, fields: AbstractMapping[str, Any], field: str) -> Any:
        return first(fields, getattr(self._mapping.fields, field))

    def _text(self, fields: AbstractMapping[str, Any], field: str, limit: int = 200) -> str:
        return joined(self._first(fields, field), limit)

    def _required(self, fields: AbstractMapping[str, Any], field: str, limit: int) -> str:
        value = self._first(fields, field)
        if isinstance(value, dict | list | bool):
            raise ValueError(f"the {field} is not a text")
        raw = joined(value, limit + 1)
        if not raw:
            sources = ", ".join(getattr(self._mapping.fields, field)) or field
            raise NoSuchField(f"has no {field} (looked for {sources})")
        if len(raw) > limit:
            raise ValueError(f"the {field} is longer than {limit} characters")
        return raw

    def _settle_currency(self, fields: AbstractMapping[str, Any]) -> None:
        said = self._text(fields, "currency").upper()
        if not said:
            return
        if len(said) != 3 or not said.isalpha() or not said.isascii():
            raise ValueError(f"the currency {said!r} is not a three-letter code such as EUR")
        self._settled = self._settled or said
        if said != self._settled:
            raise ValueError(f"the price is in {said}, the catalogue in {self._settled}")

    def _public(self, fields: dict[str, Any]) -> dict[str, Any]:
        internal = [name for name in fields if self._mapping.attributes.is_internal(name)]
        self.left_out.update(dict.fromkeys(internal))
        return {name: value for name, value in fields.items() if name not in internal}

    def _ignored(self, name: str) -> bool:
        return name.startswith(self._starts) if self._starts else False

    def _codes(self, fields: AbstractMapping[str, Any], product_id: str) -> tuple[str, ...]:
        codes: dict[str, None] = {}
        for source in self._mapping.fields.codes:
            value = fields.get(source)
            for item in value if isinstance(value, list) else [value]:
                code = joined(item, MAX_ID)
                if code and code != product_id:
                    codes[code] = None
        return tuple(codes)[:MAX_CODES]


def _claimed(mapping: Mapping) -> frozenset[str]:
    own = {"attributes", "variants", "options"}
    for field in Fields.model_fields:
        own.update(key(name) for name in getattr(mapping.fields, field) if not name.endswith("*"))
    for sources in mapping.options.values():
        own.update(sources)
    return frozenset(own)


def _rating(value: Any) -> float | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        rating = float(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"the rating {str(value)[:40]!r} is not a number") from error
    if not 0 <= rating <= 5:
        raise ValueError(f"the rating {rating:g} is not between 0 and 5")
    return rating


def _date(value: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError as error:
        raise ValueError(f"the date {value[:40]!r} is not like 2026-03-02") from error


def _address(value: str, field: str) -> str:
    try:
        scheme = urlsplit(value).scheme.lower()
    except ValueError as error:
        raise ValueError(f"the {field} {value[:40]!r} is not an address") from error
    if scheme not in ("", "http", "https"):
        raise ValueError(f"the {field} begins with {scheme!r}, not with http or https")
    return value
