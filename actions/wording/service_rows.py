"""The objects of a request that isn't about a search: a return, a recommendation, a handoff. Owns
their shape only."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from actions.wording.row import MoneyRow, Row


class ReturnRow(Row):
    """What the shop's rules make of this return: `until` is the last day, `days` or
    `working_days` how long the refund takes at most once the goods are back."""

    order_id: str = ""
    until: date | None = None
    refund: MoneyRow | None = None
    method: str = ""
    days: int | None = Field(default=None, ge=1)
    working_days: int | None = Field(default=None, ge=1)


class RecommendationRow(Row):
    """The evidence of the reason. `together` counts the orders that held both products among
    `orders`; `viewed` is the id of the product that the customer looked at; `brand` and `kind` are
    what they chose or looked at before; `wanted` is the filter they set, in words; `until` is the
    offer's last day; `buyers` bought it within `days`."""

    together: int | None = Field(default=None, ge=0)
    orders: int | None = Field(default=None, ge=0)
    viewed: str = ""
    brand: str = ""
    kind: str = ""
    wanted: str = ""
    until: date | None = None
    buyers: int | None = Field(default=None, ge=0)
    days: int | None = Field(default=None, ge=1)


class HandoffRow(Row):
    """`opens` says when somebody is back (`tomorrow at 09:00`), `ahead` how many wait before this
    customer, `contact` is an e-mail address."""

    opens: str = ""
    ahead: int | None = Field(default=None, ge=0)
    contact: str = ""
