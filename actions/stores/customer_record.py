"""Customer <-> the JSON that a shop exports (`data/catalog/customers.jsonl`). Owns that format.

Fields that aren't ours (telephone, consent) are kept as they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from actions.stores.country import country_code
from actions.stores.customer import Address, Customer, GiftCard, PaymentMethod
from retrieval.values import Money


class AddressRecord(BaseModel):
    """`country` may be written by its name; it is kept as a code."""

    model_config = ConfigDict(extra="forbid")
    street: str = Field(min_length=1)
    city: str = Field(min_length=1)
    postcode: str = Field(min_length=1)
    country: str = Field(pattern="^[A-Z]{2}$")
    extra: str = ""
    region: str = ""

    @field_validator("country", mode="before")
    @classmethod
    def _as_code(cls, said: object) -> object:
        return country_code(said) if isinstance(said, str) else said

    @classmethod
    def of(cls, address: Address) -> AddressRecord:
        return cls(
            street=address.street,
            city=address.city,
            postcode=address.postcode,
            country=address.country,
            extra=address.extra,
            region=address.region,
        )

    def address(self) -> Address:
        return Address(self.street, self.city, self.postcode, self.country, self.extra, self.region)


class MethodRecord(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    kind: str
    label: str = ""
    balance: Decimal | None = None
    currency: str = ""

    def method(self) -> PaymentMethod:
        left = None if self.balance is None else Money.of(self.balance, self.currency)
        return PaymentMethod(self.id, self.kind, self.label, left)


class CustomerRecord(BaseModel):
    model_config = ConfigDict(extra="allow")
    id: str
    name: str = ""
    email: str
    address: AddressRecord | None = None
    payment_methods: list[MethodRecord] = []

    def customer(self) -> Customer:
        return Customer(
            customer_id=self.id,
            name=self.name,
            email=self.email,
            address=self.address.address() if self.address else None,
            payment_methods=tuple(one.method() for one in self.payment_methods),
        )

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


class GiftCardRecord(BaseModel):
    model_config = ConfigDict(extra="forbid")
    code: str
    balance: Decimal
    currency: str
    expires: date | None = None

    def gift_card(self) -> GiftCard:
        return GiftCard(self.code, Money.of(self.balance, self.currency), self.expires)
