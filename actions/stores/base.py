"""The seam to a shop's back end. Owns the questions the assistant asks, not where answers lie.

`ShopRecords` is what a shop's own back end implements; `docs/operations.md` tells how. The rest of
`Store` (thumbs) is the server's own and stays in its database, as events do (`actions.personal`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from actions.stores.change import Change, Receipt
from actions.stores.customer import Customer, GiftCard
from actions.stores.order import Order


@dataclass(frozen=True, slots=True)
class Feedback:
    """A thumb: `value` is `up` or `down`, `index` the message's place in its turn."""

    session: str
    turn_id: str
    index: int
    value: str


class ShopRecords(Protocol):
    """Customers, orders, and what may be done to them. Methods block; call them from a worker
    thread, from several at once. What is written is durable on return.

    A store answers whoever asks: that a customer sees none but their own is seen to by
    `actions.identity`, before a store is asked."""

    def order(self, order_id: str) -> Order | None:
        """The order of that number, or None."""

    def orders_of(self, customer_id: str) -> tuple[Order, ...]:
        """All of a customer's, the newest first."""

    def customer(self, customer_id: str) -> Customer | None:
        """The customer of that id, or None."""

    def customers_by_email(self, email: str) -> tuple[Customer, ...]:
        """Those of that address, whatever its case. More than one where the shop allows that."""

    def customers_by_name(self, name: str, postcode: str) -> tuple[Customer, ...]:
        """Those of that full name at that postcode, whatever the case, accents and spaces."""

    def gift_card(self, code: str) -> GiftCard | None:
        """The card of that code, whatever its case and spaces, or None."""

    def apply(self, change: Change, key: str, transaction: Session | None = None) -> Receipt:
        """Do it wholly, or raise a `StoreError` and do nothing.

        Of what a person of the shop is to see to, one of a kind is open for an order and variant
        at a time; a second is `AlreadyOpen`.

        Done once a `key`, whoever sends it again and when: the repeat gets the first receipt.
        `transaction` is an open one in the server's own database. A store that lies there writes
        within it and leaves the commit to the caller; any other store takes no notice of it."""


class Store(ShopRecords, Protocol):
    """The shop's records, and what the server itself keeps of its visitors."""

    @property
    def engine(self) -> Engine:
        """The server's own database."""

    def save_feedback(self, feedback: Feedback) -> None:
        """Keep it; a second thumb on the same message replaces the first."""

    def close(self) -> None:
        """Let go of the connections."""
