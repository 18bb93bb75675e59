"""What a shopper may be about to say. Owns the shape and its JSON; `retrieval.suggest` finds it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from retrieval.values.product import Product

Span = tuple[int, int]


class SuggestionKind(StrEnum):
    CATEGORY = "category"
    BRAND = "brand"
    QUERY = "query"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` is a query that finds something, `count` how many products stand behind it.
    `matched` are the parts of `text` that were typed, as [start, stop) in code points."""

    text: str
    kind: SuggestionKind
    count: int
    matched: tuple[Span, ...] = ()
    product: Product | None = None

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "text": self.text,
            "kind": self.kind.value,
            "count": self.count,
            "matched": [list(span) for span in self.matched],
        }
        return told if self.product is None else told | {"product_id": self.product.product_id}


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Best first. `did_you_mean` is what was typed with its slips mended; None without any."""

    suggestions: tuple[Suggestion, ...] = ()
    did_you_mean: str | None = None
    took_ms: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "suggestions": [suggestion.as_json() for suggestion in self.suggestions],
            "did_you_mean": self.did_you_mean,
            "took_ms": round(self.took_ms, 3),
        }
