"""Records as they were given -> records as the store keeps them, or what is wrong with which.

Owns what a record must say beyond its shape. Writes nothing, and asks no database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from babel.numbers import is_currency
from pydantic import BaseModel, ValidationError

from actions.records.kinds import EXPECTED, Kind, near
from actions.records.source import Raw
from actions.records.tables import PURPOSES
from actions.stores.customer_record import CustomerRecord, GiftCardRecord
from actions.stores.record import OrderRecord
from actions.stores.spelling import folded_code
from retrieval.values import Money

LONGEST_ID, LONGEST_ADDRESS = 64, 254
SLIP = 0.85
"""A field that is so much like one of ours is a slip; any other is the shop's own."""
AMOUNTS = frozenset({"price", "amount", "shipping", "total", "refund", "to_pay", "balance"})
CARD_NUMBER = re.compile(r"(?:\d[ -]?){12,}")
CUSTOMER_FIELDS = (
    "id", "name", "email", "phone", "address", "joined", "consent", "payment_methods",
)  # fmt: skip
MODELS: dict[Kind, type[BaseModel]] = {
    Kind.CUSTOMER: CustomerRecord, Kind.ORDER: OrderRecord, Kind.GIFT_CARD: GiftCardRecord,
}  # fmt: skip
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """`place` is `FILE:LINE`, `field` the part of the record, empty where it is all of it."""

    place: str
    field: str
    problem: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.place, self.field, self.problem) if part)


@dataclass(slots=True)
class Batch:
    """Checked records by id, as the store keeps them; `places` says where each stood."""

    customers: dict[str, Record] = field(default_factory=dict)
    orders: dict[str, Record] = field(default_factory=dict)
    gift_cards: dict[str, Record] = field(default_factory=dict)
    places: dict[tuple[Kind, str], str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.places)

    def of(self, kind: Kind) -> dict[str, Record]:
        return {
            Kind.CUSTOMER: self.customers, Kind.ORDER: self.orders, Kind.GIFT_CARD: self.gift_cards,
        }[kind]  # fmt: skip


def check(raws: Iterable[Raw], zone: ZoneInfo) -> tuple[Batch, list[Fault]]:
    """Moments with a zone of their own become the shop's local time."""
    batch, faults = Batch(), []
    for raw in raws:
        try:
            record, named = _checked(raw, zone)
        except _Wrong as wrong:
            faults.append(Fault(raw.place, wrong.field, wrong.problem))
            continue
        kind = raw.kind or Kind.ORDER
        before = batch.places.setdefault((kind, named), raw.place)
        if before != raw.place:
            faults.append(Fault(raw.place, "", f"{kind} {named} is already at {before}"))
        batch.of(kind)[named] = record
    return batch, faults


class _Wrong(Exception):
    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field, self.problem = field, problem


def _checked(raw: Raw, zone: ZoneInfo) -> tuple[Record, str]:
    """The record, and the id it goes by."""
    if raw.kind is None:
        raise _Wrong("", f"is no record of ours: one has {EXPECTED} (a gift card)")
    try:
        model = MODELS[raw.kind].model_validate(raw.fields)
    except ValidationError as error:
        raise _wrong(error, MODELS[raw.kind]) from None
    if isinstance(model, OrderRecord):
        return _order(model, zone), model.id
    if isinstance(model, CustomerRecord):
        return _customer(model), model.id
    card = GiftCardRecord.model_validate(model)
    _check_id("code", card.code)
    _check_currency(card.currency)
    written = card.model_dump(mode="json", exclude_none=True)
    return _exact(written, card.currency), folded_code(card.code)


def _order(order: OrderRecord, zone: ZoneInfo) -> Record:
    _check_id("id", order.id)
    _check_id("customer_id", order.customer_id)
    _check_currency(order.currency)
    if order.placed.tzinfo:
        order.placed = order.placed.astimezone(zone).replace(tzinfo=None)
    exact: Record = _exact(order.as_json(), order.currency)
    return exact


def _customer(person: CustomerRecord) -> Record:
    _check_id("id", person.id)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", person.email) or len(person.email) > LONGEST_ADDRESS:
        raise _Wrong("email", f'"{person.email}" is no e-mail address')
    if len(person.name) > LONGEST_ADDRESS:
        raise _Wrong("name", f"has more than {LONGEST_ADDRESS} letters")
    for method in person.payment_methods:
        if CARD_NUMBER.search(method.id) or CARD_NUMBER.search(method.label):
            raise _Wrong("payment_methods", 'holds a whole card number: "card ending in 4821" will')
        if method.balance is not None:
            _check_currency(method.currency)
    for name, said in (person.model_extra or {}).items():
        if name not in CUSTOMER_FIELDS and (meant := near(name, CUSTOMER_FIELDS, SLIP)):
            raise _Wrong(name, f"is no field of a customer.{meant}")
        if name == "consent":
            _check_consent(said)
    return person.as_json()


def _check_consent(said: object) -> None:
    if not isinstance(said, dict) or not all(isinstance(one, bool) for one in said.values()):
        raise _Wrong("consent", "holds true or false for each purpose")
    for purpose in said:
        if purpose not in PURPOSES:
            raise _Wrong("consent", f'"{purpose}" is none of {", ".join(PURPOSES)}')


def _check_id(name: str, value: str) -> None:
    if not value.strip() or len(value) > LONGEST_ID:
        raise _Wrong(name, f"has 1 to {LONGEST_ID} letters")


def _check_currency(code: str) -> None:
    if not is_currency(code):
        raise _Wrong("currency", f'"{code}" is not an ISO 4217 currency code such as EUR')


def _exact(written: Any, currency: str, name: str = "") -> Any:
    """Each amount in one spelling (19.9 and 19.90 are the same), whatever the file's."""
    if isinstance(written, dict):
        return {key: _exact(value, currency, key) for key, value in written.items()}
    if isinstance(written, list):
        return [_exact(value, currency) for value in written]
    if name in AMOUNTS and isinstance(written, str):
        return str(Money.of(written, currency).amount)
    return written


def _wrong(error: ValidationError, model: type[BaseModel]) -> _Wrong:
    """The first; a field that isn't known also reads as another that is missing."""
    errors = error.errors(include_url=False)
    first = min(errors, key=lambda one: one["type"] != "extra_forbidden")
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        known = model.model_fields if len(first["loc"]) == 1 else ()
        return _Wrong(place, f"is no field of ours.{near(place, known)}")
    problem = first["msg"].removeprefix("Value error, ")
    said = first.get("input")
    shown = f" (not {said!r})" if isinstance(said, str | int | float | bool) else ""
    return _Wrong(place, f"{problem}{shown}")
