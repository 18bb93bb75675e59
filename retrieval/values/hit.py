"""What a search returns. Owns the public JSON of a hit, the same in the API, CLI and cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from retrieval.values.product import Product, Variant
from retrieval.values.understood import Understood


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a hit is there. `kind`: `words` (matched in `field`), `constraint` (obeyed, with the
    product's own `value`), `meaning` (nearest by vector), `rating`, `code` (exact model number)."""

    kind: str
    field: str
    value: str
    words: str = ""

    def as_json(self) -> dict[str, str]:
        return {"kind": self.kind, "field": self.field, "value": self.value, "words": self.words}


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One part of a hit's score: what the product has of it, and what that `added`."""

    part: str
    value: float
    added: float

    def as_json(self) -> dict[str, Any]:
        return {"part": self.part, "value": round(self.value, 6), "added": round(self.added, 6)}


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A constraint that nothing met, and what it was loosened to. `to` is empty when dropped."""

    constraint: str
    loosened_from: str
    to: str

    def as_json(self) -> dict[str, str]:
        return {"constraint": self.constraint, "from": self.loosened_from, "to": self.to}


@dataclass(frozen=True, slots=True)
class Hit:
    """`variant` is the one that meets every constraint together. Higher `score` is better; what
    its `parts` added comes to it."""

    product: Product
    variant: Variant
    score: float
    reasons: tuple[Reason, ...] = ()
    parts: tuple[ScorePart, ...] = ()

    def as_json(self) -> dict[str, Any]:
        product, variant = self.product, self.variant
        values = {a.name: a.text for a in product.attributes} | dict(variant.options)
        return {
            "product_id": product.product_id,
            "variant_id": variant.variant_id,
            "title": product.title,
            "brand": product.brand,
            "price": variant.price.as_json() if variant.price else None,
            "list_price": variant.list_price.as_json() if variant.list_price else None,
            "in_stock": variant.in_stock,
            "rating": product.rating,
            "rating_count": product.rating_count,
            "url": product.url,
            "image": product.image,
            "attributes": values,
            "score": round(self.score, 6),
            "score_parts": [part.as_json() for part in self.parts],
            "reasons": [reason.as_json() for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`total` counts the products that passed the filters, not those returned; `found` those of
    them that are about it: as many as can be paged through."""

    hits: tuple[Hit, ...]
    understood: Understood
    relaxed: tuple[Relaxation, ...] = ()
    total: int = 0
    took_ms: float = 0.0
    found: int = 0

    def as_json(self) -> dict[str, Any]:
        return {
            "hits": [hit.as_json() for hit in self.hits],
            "understood": self.understood.as_json(),
            "relaxed": [relaxation.as_json() for relaxation in self.relaxed],
            "total": self.total,
            "found": self.found,
            "took_ms": round(self.took_ms, 3),
        }
