"""A condition a hit must meet. Owns the shape and its JSON; `retrieval.filters` applies it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Op(StrEnum):
    ANY_OF = "any_of"
    NONE_OF = "none_of"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Constraint:
    """`field` is `price`, `brand`, `colour`, `size`, `department`, `category`, `in_stock`,
    `rating`, `text` (a word found anywhere in the product) or `attribute:<name>`.

    `low` and `high` are inclusive bounds, None for open; a price is in major units of the
    catalogue's currency. `words` are the customer's own, for showing back.
    """

    field: str
    op: Op
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    words: str = ""

    def as_json(self) -> dict[str, Any]:
        """Only what is set, so that it stays small in Rasa's tracker."""
        pairs = {
            "field": self.field,
            "op": self.op.value,
            "values": list(self.values),
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "words": self.words,
        }
        return {key: value for key, value in pairs.items() if value not in (None, "", [])}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Constraint:
        """Raises `KeyError` or `ValueError` when `data` isn't a constraint."""
        return cls(
            field=str(data["field"]),
            op=Op(data["op"]),
            values=tuple(str(value) for value in data.get("values", ())),
            low=data.get("low"),
            high=data.get("high"),
            unit=str(data.get("unit", "")),
            words=str(data.get("words", "")),
        )
