"""The shop's rules as `data/policies/rules.toml` holds them. Owns their shape, no judgement."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from llm.planning import OrderState

Way: TypeAlias = Literal["order_email", "order_postcode", "email", "name_postcode", "token"]
States: TypeAlias = Annotated[tuple[OrderState, ...], Field(min_length=1)]
Names: TypeAlias = Annotated[tuple[str, ...], Field(min_length=1)]
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
    reasons: Names
    fee: Amount


class Season(Section):
    """Ordered between two days of the year, it may be returned until a day after them."""

    placed_from: MonthDay
    placed_to: MonthDay
    until: MonthDay


class Return(Section):
    states: States
    reasons: Names
    free_reasons: tuple[str, ...] = ()
    window_days: Days
    delivery_charge_back_days: Days
    label_fee: Amount
    label_free_countries: Countries = ()
    collection_fee: Amount = Decimal(0)
    collected_categories: tuple[str, ...] = ()
    unopened_categories: tuple[str, ...] = ()
    seasons: tuple[Season, ...] = ()


class Exchange(Section):
    states: States
    window_days: Days
    countries: Countries


class Items(Section):
    states: States


class OrderAddress(Section):
    states: States
    same_country: bool


class ProfileAddress(Section):
    countries: Countries


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
    """A section an operation. `return` is a word of Python's own, so it is `returns` here."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=False)

    currency: str = Field(pattern="^[A-Z]{3}$")
    identify: Identify
    confirm: Confirm
    cancel: Cancel
    returns: Return = Field(alias="return")
    exchange: Exchange
    items: Items
    order_address: OrderAddress
    profile_address: ProfileAddress
    payment: PaymentRule
    invoice: Invoice
    delivery_problem: DeliveryProblem
    warranty: Warranty
