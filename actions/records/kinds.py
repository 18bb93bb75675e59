"""What a record is about, told by the names of its fields. Owns no file and no check of values."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from enum import StrEnum


class Kind(StrEnum):
    CUSTOMER = "customer"
    ORDER = "order"
    GIFT_CARD = "gift_card"


TELLING: tuple[tuple[Kind, frozenset[str]], ...] = (
    (Kind.ORDER, frozenset({"placed", "items", "customer_id", "product_id"})),
    (Kind.GIFT_CARD, frozenset({"code", "balance"})),
    (Kind.CUSTOMER, frozenset({"email"})),
)
EXPECTED = "id and email (a customer), id, customer_id and placed (an order), code and balance"
"""In the words of an error."""


def kind_of(names: Collection[str]) -> Kind | None:
    """None where nothing says it."""
    return next((kind for kind, telling in TELLING if telling & set(names)), None)


def near(name: str, known: Iterable[str], cutoff: float = 0.7) -> str:
    """` Did you mean ...?`, or nothing."""
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=cutoff)
    return f" Did you mean {found[0]}?" if found else ""
