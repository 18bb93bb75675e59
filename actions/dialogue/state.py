"""What a conversation remembers of its search: Rasa's one slot, `search_state`, typed.

Owns the slot's JSON; holds ids only, so that Rasa's tracker stays small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from retrieval.values import SearchResult, Understood

PAST_KEPT = 8
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SearchState:
    """`shown` lists (product_id, variant_id) as last shown, `offset` how many went before them;
    `compared` those last set side by side. `past` are the searches before this one, the last one
    last; `ahead` those that were undone, the next one last. `selected` is the product in hand, and
    `version` its variant, where the customer asked for one."""

    understood: Understood
    shown: Pairs = ()
    offset: int = 0
    selected: str | None = None
    past: tuple[Understood, ...] = ()
    ahead: tuple[Understood, ...] = ()
    compared: Pairs = ()
    version: str | None = None

    @classmethod
    def after(
        cls, result: SearchResult, before: SearchState | None = None, offset: int = 0
    ) -> SearchState:
        """`before`: the state this search refines, kept for undo."""
        past = before.past_with_this if before else ()
        shown = tuple((hit.product.product_id, hit.variant.variant_id) for hit in result.hits)
        return cls(result.understood, shown, offset, None, past)

    @property
    def past_with_this(self) -> tuple[Understood, ...]:
        """What a search that follows this one can go back to."""
        return (*self.past, self.understood)[-PAST_KEPT:]

    @property
    def in_view(self) -> Pairs:
        """What the customer looks at: what was set side by side last, else what was shown."""
        return self.compared or self.shown

    def with_selected(self, product_id: str, version: str | None = None) -> SearchState:
        return replace(self, selected=product_id, version=version)

    def with_compared(self, pairs: Pairs) -> SearchState:
        return replace(self, compared=pairs, selected=None, version=None)

    def as_json(self) -> dict[str, Any]:
        return {
            "understood": self.understood.as_json(),
            "ids": [list(pair) for pair in self.shown],
            "offset": self.offset,
            "selected": self.selected,
            "version": self.version,
            "past": [understood.as_json() for understood in self.past],
            "ahead": [understood.as_json() for understood in self.ahead],
            "compared": [list(pair) for pair in self.compared],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> SearchState | None:
        """None for an empty slot, and for one that an older release wrote in another shape."""
        if not data:
            return None
        try:
            return cls(
                understood=Understood.from_json(data["understood"]),
                shown=_pairs(data["ids"]),
                offset=int(data["offset"]),
                selected=data["selected"],
                past=tuple(map(Understood.from_json, data["past"])),
                ahead=tuple(map(Understood.from_json, data.get("ahead", ()))),
                compared=_pairs(data.get("compared", ())),
                version=data.get("version"),
            )
        except (KeyError, TypeError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class CartAsked:
    """The product of which a version is asked for, the words that wanted it in the cart, and what
    was shown then."""

    product_id: str
    text: str
    shown: Pairs


def _pairs(data: Iterable[Sequence[Any]]) -> Pairs:
    return tuple((str(product_id), str(variant_id)) for product_id, variant_id in data)
