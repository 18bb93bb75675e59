"""What a conversation remembers of its search: Rasa's one slot, `search_state`, typed.

Owns the slot's JSON; holds ids only, so that Rasa's tracker stays small.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from retrieval.values import SearchResult, Understood

PAST_KEPT = 5


@dataclass(frozen=True, slots=True)
class SearchState:
    """`shown` lists (product_id, variant_id) as last shown, `offset` how many went before them."""

    understood: Understood
    shown: tuple[tuple[str, str], ...] = ()
    offset: int = 0
    selected: str | None = None
    past: tuple[Understood, ...] = ()

    @classmethod
    def after(
        cls, result: SearchResult, before: SearchState | None = None, offset: int = 0
    ) -> SearchState:
        """`before`: the state this search refines, kept for undo."""
        past = (*before.past, before.understood)[-PAST_KEPT:] if before else ()
        shown = tuple((hit.product.product_id, hit.variant.variant_id) for hit in result.hits)
        return cls(result.understood, shown, offset, None, past)

    def with_selected(self, product_id: str) -> SearchState:
        return replace(self, selected=product_id)

    def as_json(self) -> dict[str, Any]:
        return {
            "understood": self.understood.as_json(),
            "ids": [list(pair) for pair in self.shown],
            "offset": self.offset,
            "selected": self.selected,
            "past": [understood.as_json() for understood in self.past],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> SearchState | None:
        """None for an empty slot, and for one that an older release wrote in another shape."""
        if not data:
            return None
        try:
            return cls(
                understood=Understood.from_json(data["understood"]),
                shown=tuple((str(p), str(v)) for p, v in data["ids"]),
                offset=int(data["offset"]),
                selected=data["selected"],
                past=tuple(Understood.from_json(one) for one in data["past"]),
            )
        except (KeyError, TypeError, ValueError):
            return None
