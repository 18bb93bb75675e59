"""An answer of the assistant as a customer hears it: its words, and the card that any widget gets.

Owns the reading of the public messages; knows nothing of what is behind them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SERVICE = "service"
OPEN_STAGES = ("ask", "confirm")


@dataclass(frozen=True, slots=True)
class Card:
    """What the service desk shows. `stage` is ask, confirm, done, refused, aborted, failed or
    locked; `summary` is all that it shows before a yes, in one text."""

    stage: str
    kind: str = ""
    asks: str = ""
    order_id: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    summary: str = ""

    @classmethod
    def of(cls, custom: Mapping[str, Any], text: str) -> Card:
        rows = custom.get("summary") or ()
        values = [f"{row.get('label', '')}: {row.get('value', '')}" for row in rows]
        choices = custom.get("choices") or ()
        return cls(
            stage=str(custom.get("stage", "")),
            kind=str(custom.get("kind", "")),
            asks=str(custom.get("asks") or ""),
            order_id=str(custom.get("order_id") or ""),
            choices=tuple((str(one["id"]), str(one["label"])) for one in choices),
            summary="\n".join([*values, text]),
        )


@dataclass(frozen=True, slots=True)
class Heard:
    """`types` are the kinds of card of any sort, `orders` the numbers on order cards."""

    texts: tuple[str, ...]
    cards: tuple[Card, ...] = ()
    types: frozenset[str] = frozenset()
    orders: frozenset[str] = frozenset()

    @classmethod
    def of(cls, messages: Sequence[Mapping[str, Any]]) -> Heard:
        customs = [(one.get("custom") or {}, str(one.get("text") or "")) for one in messages]
        shown = [c["order"] for c, _ in customs if c.get("type") == "order" and c.get("order")]
        return cls(
            texts=tuple(text for _, text in customs if text),
            cards=tuple(Card.of(c, text) for c, text in customs if c.get("type") == SERVICE),
            types=frozenset(str(c["type"]) for c, _ in customs if c.get("type")),
            orders=frozenset(str(one.get("order_id", "")) for one in shown),
        )

    @property
    def text(self) -> str:
        return "\n".join(self.texts)

    @property
    def open_card(self) -> Card | None:
        """The question that is still open: the last one."""
        return next((one for one in reversed(self.cards) if one.stage in OPEN_STAGES), None)
