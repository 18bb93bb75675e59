"""The lines of `storeclerk generate`: what goes in and what comes out. Owns their shape only."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from llm.plan import Length, Task, Tone
from llm.planning import OrderState


class _Row(BaseModel):
    """Further keys are allowed and left alone: a shop's export has its own."""

    model_config = ConfigDict(extra="ignore")


class MoneyRow(_Row):
    """In major units."""

    amount: Decimal
    currency: str = Field(pattern="^[A-Z]{3}$")


class ReasonRow(_Row):
    kind: str
    field: str = ""
    value: str = ""
    words: str = ""


class HitRow(_Row):
    """A product as `/api/search` gives it."""

    product_id: str = Field(min_length=1)
    variant_id: str = ""
    title: str = Field(min_length=1)
    brand: str = ""
    price: MoneyRow | None = None
    list_price: MoneyRow | None = None
    in_stock: bool | None = None
    rating: float | None = None
    rating_count: int = 0
    attributes: dict[str, str | bool | int | float | list[str]] = {}
    reasons: list[ReasonRow] = []


class NativeRow(BaseModel):
    """A product as a catalogue's JSONL has it: whatever `storeclerk index` reads."""

    model_config = ConfigDict(extra="allow")
    id: str | int
    title: str = Field(min_length=1)


class RefundRow(_Row):
    amount: Decimal
    issued_on: date | None = None
    method: str = ""


class OrderRow(_Row):
    """An order as the shop's JSONL has it; only what a reply may say is read."""

    id: str = Field(min_length=1)
    state: OrderState
    placed: datetime | None = None
    carrier: str = ""
    tracking: str = ""
    shipped_on: date | None = None
    expected_from: date | None = None
    expected_to: date | None = None
    delivered_on: date | None = None
    cancelled_on: date | None = None
    refund: RefundRow | None = None
    total: Decimal | None = None
    currency: str = ""


class PassageRow(_Row):
    """A section of a policy; `text` is quoted word for word."""

    source: str = ""
    heading: str = ""
    text: str = Field(min_length=1)


class RequestRow(_Row):
    """One reply to word. `ask` narrows the task: an attribute's name or `price`, `stock`,
    `rating`, `brand` for `qa`; `more` for `search`; `order` or `product` for `clarify`; an order's
    number for an order that isn't there. `understood`, `relaxed` and `total` are a search's own."""

    id: str | int
    task: Task
    language: str = "en"
    query: str = ""
    ask: str = ""
    products: list[HitRow | NativeRow] = []
    order: OrderRow | None = None
    policy: list[PassageRow] | PassageRow | None = None
    tone: Tone = Tone.PLAIN
    length: Length = Length.MEDIUM
    understood: dict[str, Any] | None = None
    relaxed: list[dict[str, str]] = []
    total: int | None = Field(default=None, ge=0)

    @property
    def passages(self) -> list[PassageRow]:
        if isinstance(self.policy, PassageRow):
            return [self.policy]
        return self.policy or []


class EvidenceRow(BaseModel):
    """Which field of which record holds a value that the reply states."""

    field: str
    value: Any
    source: str


class ReplyRow(BaseModel):
    id: str | int
    reply: str
    evidence: list[EvidenceRow]
    source: Literal["model", "template"]


def schema() -> dict[str, Any]:
    """The JSON schema of a line in and a line out."""
    return {"in": RequestRow.model_json_schema(), "out": ReplyRow.model_json_schema()}
