"""The shop's rules as `data/policies/rules.toml` holds them. Owns their shape, no judgement."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from llm.planning import OrderState

Way: TypeAlias = Literal["order_email", "order_postcode", "email", "name_postcode", "token"]
States: TypeAlias = Annotated[tuple[OrderState, ...], Field(min_length=1)]
Names: TypeAlias = Annotated[tuple[str, ...], Field(min_length=1)]
Reasons: TypeAlias = tuple[str, ...]
"""Of which the customer names one; where there are none, none is asked for."""
ORIGINAL = "original"
"""Among the kinds of means that a refund may go to: the one the order was paid by."""
Countries: TypeAlias = tuple[Annotated[str, Field(pattern="^[A-Z]{2}$")], ...]
Days: TypeAlias = Annotated[int, Field(ge=0, le=3660)]
Amount: TypeAlias = Annotated[Decimal, Field(ge=0)]
MonthDay: TypeAlias = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-([0-2]\d|3[01])$")]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Identify(Section):
    ways: Annotated[tuple[Way, ...], Field(min_length=1)]
    wrong_guesses: int = Field(ge=1, le=100)
    per_minutes: int = Field(ge=1, le=10_000)


class Confirm(Section):
    within_minutes: int = Field(ge=1, le=1440)


class Cancel(Section):
    states: States
    reasons: Reasons = ()
    fee: Amount = Decimal(0)


class Season(Section):
    """Ordered between two days of the year, it may be returned until a day after them."""

    placed_from: MonthDay
    placed_to: MonthDay
    until: MonthDay


class Return(Section):
    """Without `window_days` there is no last day. `refund_to` are kinds of means, or `original`;
    with `ask_method` the customer has to name one. `refund_days` are the working days after the
    goods came in, for what customers are told. `by_item`: what isn't in a return or exchange under
    way may still come back."""

    states: States
    reasons: Reasons = ()
    free_reasons: tuple[str, ...] = ()
    window_days: Days | None = None
    refund_to: Names = (ORIGINAL,)
    ask_method: bool = False
    delivery_charge_back_days: Days = 0
    refund_days: Days | None = None
    label_fee: Amount = Decimal(0)
    label_free_countries: Countries = ()
    collection_fee: Amount = Decimal(0)
    collected_categories: tuple[str, ...] = ()
    unopened_categories: tuple[str, ...] = ()
    seasons: tuple[Season, ...] = ()
    by_item: bool = False


class Exchange(Section):
    """No `countries` are all. `ask_method`: the customer has to say how the difference is paid.
    `by_item` as for a return."""

    states: States
    window_days: Days | None = None
    countries: Countries = ()
    ask_method: bool = False
    by_item: bool = False


Closable: TypeAlias = Literal["cancel", "items", "order_address", "payment"]


class Items(Section):
    """`closes` is what can't be done any more when the items of an order were changed once."""

    states: States
    closes: tuple[Closable, ...] = ()
    ask_method: bool = False


class OrderAddress(Section):
    states: States
    same_country: bool = False
    countries: Countries = ()


class ProfileAddress(Section):
    countries: Countries = ()


class Alert(Section):
    """Nothing to say but that it is offered."""


class Complaint(Section):
    """The same."""


class PaymentRule(Section):
    states: States
    kinds: Names


class Invoice(Section):
    states: States


class DeliveryProblem(Section):
    states: States
    reasons: Names
    late_days: Days
    damaged_days: Days


class Warranty(Section):
    states: States
    legal_months: int = Field(ge=0, le=240)
    maker_attribute: str = ""


class Rules(Section):
    """A section an operation; what has none isn't offered. `return` is a word of Python's own, so
    it is `returns` here."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=False)

    currency: str = Field(pattern="^[A-Z]{3}$")
    identify: Identify
    confirm: Confirm
    cancel: Cancel | None = None
    returns: Return | None = Field(default=None, alias="return")
    exchange: Exchange | None = None
    items: Items | None = None
    order_address: OrderAddress | None = None
    profile_address: ProfileAddress | None = None
    payment: PaymentRule | None = None
    alert: Alert | None = None
    invoice: Invoice | None = None
    delivery_problem: DeliveryProblem | None = None
    warranty: Warranty | None = None
    complaint: Complaint | None = None
