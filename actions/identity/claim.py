"""What a visitor says to show who they are, and whether that is enough by the shop's rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

from actions.policies.rules import Way
from actions.stores import Customer, ShopRecords
from actions.stores.spelling import folded_code, folded_email


@dataclass(frozen=True, slots=True)
class Claim:
    """What was said, empty where nothing was. `token_customer_id` comes out of a customer token
    whose signature was checked, and from nowhere else."""

    order_id: str = ""
    email: str = ""
    name: str = ""
    postcode: str = ""
    token_customer_id: str = ""


def way_of(claim: Claim, allowed: tuple[Way, ...]) -> Way | None:
    """The strongest way, of those the shop allows, for which enough was said."""
    for way, enough in _ENOUGH.items():
        if way in allowed and enough(claim):
            return way
    return None


def corrected(refused: Claim, said: Claim, allowed: tuple[Way, ...]) -> Claim:
    """What was `refused` with the parts that are said anew, where those count; `said` alone where
    that is enough by itself."""
    if way_of(said, allowed) is not None:
        return said
    parts = [field.name for field in fields(Claim)]
    both = Claim(**{part: getattr(said, part) or getattr(refused, part) for part in parts})
    way = way_of(both, allowed)
    counts = way is not None and any(getattr(said, part) for part in _PARTS[way])
    return both if counts else said


def customer_of(records: ShopRecords, way: Way, claim: Claim) -> Customer | None:
    """None for nobody, and for more than one: then it isn't known who."""
    return _FOUND[way](records, claim)


def _by_token(records: ShopRecords, claim: Claim) -> Customer | None:
    return records.customer(claim.token_customer_id)


def _by_order_and_email(records: ShopRecords, claim: Claim) -> Customer | None:
    order = records.order(claim.order_id)
    customer = records.customer(order.customer_id) if order else None
    same = customer and folded_email(customer.email) == folded_email(claim.email)
    return customer if same else None


def _by_order_and_postcode(records: ShopRecords, claim: Claim) -> Customer | None:
    """The postcode where the order goes, or where its customer lives."""
    order = records.order(claim.order_id)
    customer = records.customer(order.customer_id) if order else None
    if order is None or customer is None:
        return None
    known = {folded_code(a.postcode) for a in (order.address, customer.address) if a}
    return customer if folded_code(claim.postcode) in known - {""} else None


def _by_name_and_postcode(records: ShopRecords, claim: Claim) -> Customer | None:
    return _only(records.customers_by_name(claim.name, claim.postcode))


def _by_email(records: ShopRecords, claim: Claim) -> Customer | None:
    return _only(records.customers_by_email(claim.email))


def _only(found: tuple[Customer, ...]) -> Customer | None:
    return found[0] if len(found) == 1 else None


_PARTS: dict[Way, tuple[str, ...]] = {
    "token": ("token_customer_id",),
    "order_email": ("order_id", "email"),
    "order_postcode": ("order_id", "postcode"),
    "name_postcode": ("name", "postcode"),
    "email": ("email",),
}
_ENOUGH: dict[Way, Callable[[Claim], bool]] = {
    "token": lambda said: bool(said.token_customer_id),
    "order_email": lambda said: bool(said.order_id and said.email.strip()),
    "order_postcode": lambda said: bool(said.order_id and folded_code(said.postcode)),
    "name_postcode": lambda said: bool(said.name.strip() and folded_code(said.postcode)),
    "email": lambda said: bool(said.email.strip()),
}
_FOUND: dict[Way, Callable[[ShopRecords, Claim], Customer | None]] = {
    "token": _by_token,
    "order_email": _by_order_and_email,
    "order_postcode": _by_order_and_postcode,
    "name_postcode": _by_name_and_postcode,
    "email": _by_email,
}
