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


_SAYINGS = ("open_low", "open_high", "firm", "around")


@dataclass(frozen=True, slots=True)
class Constraint:
    """`field` is `price`, `brand`, `colour`, `size`, `department`, `category`, `in_stock`,
    `rating`, `text` (a word found anywhere in the product) or `attribute:<name>`.

    `low` and `high` are bounds, None for none; they are met themselves unless `open_low` or
    `open_high` says that only what lies beyond them is (`under 100` is no 100). A price is in
    major units of the catalogue's currency. `words` are the customer's own, for showing back.
    Of what is `around` so much neither bound was said, but what lies between.
    What is `firm` is never given up (`only Sony`, `without nuts`). A text that says one of `but`
    (`vegan leather`, `alcohol free`) does not say a value.
    """

    field: str
    op: Op
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    words: str = ""
    open_low: bool = False
    open_high: bool = False
    firm: bool = False
    around: bool = False
    but: tuple[str, ...] = ()

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
            "but": list(self.but),
        }
        given = {key: value for key, value in pairs.items() if value not in (None, "", [])}
        return given | {name: True for name in _SAYINGS if getattr(self, name)}

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
            but=tuple(str(value) for value in data.get("but", ())),
            **{name: bool(data.get(name, False)) for name in _SAYINGS},
        )

    @property
    def demand(self) -> str:
        """What is demanded, in signs rather than in a language's words: `< 30`, `20–30 cm`."""
        if self.op is not Op.BETWEEN:
            return ("≠ " if self.op is Op.NONE_OF else "") + ", ".join(self.values)
        low, high, unit = self.low, self.high, f" {self.unit}".rstrip()
        if low is None:
            sign = "<" if self.open_high else "≤"
            return f"{sign} {high:g}{unit}" if high is not None else ""
        if high is None:
            return f"{'>' if self.open_low else '≥'} {low:g}{unit}"
        return f"{low:g}–{high:g}{unit}"

    def __str__(self) -> str:
        return f"{self.field} {self.demand}" + (" (firm)" if self.firm else "")
