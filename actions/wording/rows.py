"""The lines of `storeclerk generate`: what goes in and what comes out. Owns their shape only."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from actions.wording.row import MoneyRow, Row
from actions.wording.service_rows import HandoffRow, RecommendationRow, ReturnRow
from llm.plan import Length, Task, Tone
from llm.planning import OrderState

MAX_PIECES = 20


class ReasonRow(Row):
    kind: str
    field: str = ""
    value: str = ""
    words: str = ""


class HitRow(Row):
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
    attributes: dict[str, str | bool | int | float | list[str]] = Field(default_factory=dict)
    reasons: list[ReasonRow] = Field(default_factory=list)


class NativeRow(BaseModel):
    """A product as a catalogue's JSONL has it: whatever `storeclerk index` reads."""

    model_config = ConfigDict(extra="allow")
    id: str | int
    title: str = Field(min_length=1)


class RefundRow(Row):
    amount: Decimal
    issued_on: date | None = None
    method: str = ""


class OrderRow(Row):
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


class PassageRow(Row):
    """A section of a policy; `text` is quoted word for word."""

    source: str = ""
    heading: str = ""
    text: str = Field(min_length=1)


class OfferRow(Row):
    """What the shop says of an offer beside the prices: its last day."""

    until: date | None = None


class RequestRow(Row):
    """One reply to word. `ask` narrows the task: an attribute's name or `price`, `stock`,
    `rating`, `brand` for `qa`; `more` for `search`; `order` or `product` for `clarify`; an order's
    number for an order that isn't there; the kind of return, reason or talk for `return`
    (`steps`, `open`, `closed`, `refund`, `exchange`, `not_returnable`), `recommend` (`together`,
    `taste`, `offer`, `fits`, `viewed`, `trending`: the first of `products` is recommended, the
    second is what it went with or what was looked at), `handoff` (`now`, `closed`, `waiting`,
    `unavailable`), `apology` (`trouble`, `wrong`, `delay`, `angry`) and `chat` (`greet`, `thanks`,
    `bye`, `who`, `how_are_you`, `help`, `compliment`, `insult`, `joke`, `agree`); the part for
    `search_ad` (`headline`, `text`), `social` (`post`, `offer`) and `email` (`subject`, `preview`,
    `body`), which may have a `reason` to write; of copy, `n` asks for so many different pieces.
    `understood`, `relaxed` and `total` are a search's own; `shop` is the shop's name, for small
    talk."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    id: str | int
    task: Task
    language: str = "en"
    query: str = ""
    ask: str = ""
    products: list[HitRow | NativeRow] = Field(default_factory=list)
    order: OrderRow | None = None
    policy: list[PassageRow] | PassageRow | None = None
    tone: Tone = Tone.PLAIN
    length: Length = Length.MEDIUM
    understood: dict[str, Any] | None = None
    relaxed: list[dict[str, str]] = Field(default_factory=list)
    total: int | None = Field(default=None, ge=0)
    returned: ReturnRow | None = Field(default=None, alias="return")
    recommendation: RecommendationRow | None = None
    handoff: HandoffRow | None = None
    shop: str = ""
    reason: Literal["", "offer", "back_in_stock", "new", "again"] = ""
    offer: OfferRow | None = None
    link: str = ""
    customer_name: str = ""
    n: int = Field(default=1, ge=1, le=MAX_PIECES)

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
    """`variant` counts the pieces of a request that asked for several, from 1."""

    id: str | int
    reply: str
    evidence: list[EvidenceRow]
    source: Literal["model", "template"]
    variant: int | None = None


def schema() -> dict[str, Any]:
    """The JSON schema of a line in and a line out."""
    return {"in": RequestRow.model_json_schema(), "out": ReplyRow.model_json_schema()}
