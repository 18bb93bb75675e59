"""A customer as the shop's back end holds one, with where they live and how they pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retrieval.values import Money


@dataclass(frozen=True, slots=True)
class Address:
    """`country` is an ISO 3166 code of two letters, `region` a state or county where the shop's
    addresses have one."""

    street: str
    city: str
    postcode: str
    country: str
    extra: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class PaymentMethod:
    """`label` is what may be shown (`card ending in 4821`), never a whole number. `balance` is
    what is left on it where that is known, as with a gift card."""

    method_id: str
    kind: str
    label: str = ""
    balance: Money | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    customer_id: str
    name: str
    email: str
    address: Address | None = None
    payment_methods: tuple[PaymentMethod, ...] = ()

    def method(self, method_id: str) -> PaymentMethod | None:
        return next((one for one in self.payment_methods if one.method_id == method_id), None)


@dataclass(frozen=True, slots=True)
class GiftCard:
    code: str
    balance: Money
    expires: date | None = None
