"""Who is to be suggested something, and where. Owns what is known of that at the moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from retrieval.personal.deed import Deed, Did, interests
from retrieval.personal.suggest.taste import Taste


@dataclass(frozen=True)
class Situation:
    """`deeds` are oldest first, and none where nobody agreed to their use. `about` is the product
    whose page is open; `cart` what is in the cart; `excluded` what mustn't be shown (ids).
    `taste` is what the deeds tell of the customer: worked out once, for all sources."""

    now: datetime
    deeds: tuple[Deed, ...] = ()
    about: str = ""
    cart: tuple[str, ...] = ()
    excluded: frozenset[str] = frozenset()
    taste: Taste = field(default_factory=Taste)

    @cached_property
    def sizes(self) -> dict[str, str]:
        """What the customer wears: category -> size."""
        return dict(self.taste.sizes)

    @cached_property
    def interests(self) -> dict[str, float]:
        return interests(self.deeds, self.now)

    @cached_property
    def bought(self) -> dict[str, datetime]:
        """What was bought, and when last."""
        return {deed.product_id: deed.when for deed in self.deeds if deed.did is Did.PURCHASE}

    @cached_property
    def last(self) -> dict[str, Deed]:
        """What was done last with each product."""
        return {deed.product_id: deed for deed in self.deeds}

    @property
    def anchors(self) -> tuple[str, ...]:
        """What stands before the customer now, the page before the cart."""
        return ((self.about,) if self.about else ()) + self.cart
