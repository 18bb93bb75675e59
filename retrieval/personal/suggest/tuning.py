"""How suggestions are made where more than one way is good: what each source counts for, and how
unlike each other they are. Owns the choices there are, not who gets which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from retrieval.personal.suggest.blend import ORDERS_FIRST, TASTE_FIRST, WEIGHTS
from retrieval.personal.suggest.choosing import USUAL, Variety

BLENDS: Mapping[str, Mapping[str, float]] = {
    "usual": WEIGHTS,
    "orders_first": ORDERS_FIRST,
    "taste_first": TASTE_FIRST,
}
VARIETIES: Mapping[str, Variety] = {
    "usual": USUAL,
    "more": Variety(most_of_kind=1, most_of_brand=2),
    "less": Variety(most_of_kind=6, most_of_brand=8),
}


@dataclass(frozen=True, slots=True)
class Tuning:
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    variety: Variety = USUAL
