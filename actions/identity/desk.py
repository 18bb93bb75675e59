"""Who a visitor is, and what of the shop's records they may see: their own, and nothing else.

What is another's and what isn't there at all get the same answer, None, and both count as a guess.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.identity.claim import Claim, customer_of, way_of
from actions.identity.guesses import Guesses
from actions.identity.schema import IdentifiedRow
from actions.policies import Rules
from actions.stores import Customer, GiftCard, Order, ShopRecords
from actions.stores.engine import writing
from actions.stores.moment import aware, now

KNOWN_FOR = timedelta(hours=2)
"""After that a visitor is asked again who they are."""


@dataclass(frozen=True, slots=True)
class Who:
    """A visitor who has shown to be a customer. `way` is how (`order_email`, `token`, ...)."""

    sender_id: str
    customer_id: str
    way: str


class Desk:
    """Methods block; call them from a worker thread. Those that look something up raise
    `TooManyGuesses`."""

    def __init__(
        self,
        engine: Engine,
        records: ShopRecords,
        rules: Rules,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._engine, self._records, self._clock = engine, records, clock
        self._ways = rules.identify.ways
        window = timedelta(minutes=rules.identify.per_minutes)
        self._guesses = Guesses(engine, rules.identify.wrong_guesses, window, clock)

    def identify(self, sender_id: str, claim: Claim) -> Who | None:
        """None where too little was said, or it fits no customer. What is known of the sender
        from before stays as it is then."""
        way = way_of(claim, self._ways)
        if way is None:
            return None
        with self._guesses.guess(sender_id) as was_right:
            customer = customer_of(self._records, way, claim)
            if customer is None:
                return None
            was_right()
        who = Who(sender_id, customer.customer_id, way)
        self._remember(who)
        return who

    def known(self, sender_id: str) -> Who | None:
        with Session(self._engine) as session:
            row = session.get(IdentifiedRow, sender_id)
            if row is None or self._clock() - aware(row.since) > KNOWN_FOR:
                return None
            return Who(sender_id, row.customer_id, row.way)

    def forget(self, sender_id: str) -> None:
        with writing(self._engine) as session:
            session.execute(delete(IdentifiedRow).where(IdentifiedRow.sender_id == sender_id))

    def customer(self, who: Who) -> Customer | None:
        return self._records.customer(who.customer_id)

    def orders(self, who: Who) -> tuple[Order, ...]:
        return tuple(
            order
            for order in self._records.orders_of(who.customer_id)
            if order.customer_id == who.customer_id
        )

    def order(self, who: Who, order_id: str) -> Order | None:
        with self._guesses.guess(who.sender_id) as was_right:
            order = self._records.order(order_id)
            if order is None or order.customer_id != who.customer_id:
                return None
            was_right()
            return order

    def gift_card(self, sender_id: str, code: str) -> GiftCard | None:
        """Whoever knows the code may see what is left on it."""
        with self._guesses.guess(sender_id) as was_right:
            card = self._records.gift_card(code)
            if card is not None:
                was_right()
            return card

    def _remember(self, who: Who) -> None:
        with writing(self._engine) as session:
            row = session.get(IdentifiedRow, who.sender_id, with_for_update=True)
            if row is None:
                row = self._new_row(session, who)
            row.customer_id, row.way, row.since = who.customer_id, who.way, self._clock()

    def _new_row(self, session: Session, who: Who) -> IdentifiedRow:
        row = IdentifiedRow(
            sender_id=who.sender_id, customer_id=who.customer_id, way=who.way, since=self._clock()
        )
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:  # another message of this sender came first
            return session.get_one(IdentifiedRow, who.sender_id, with_for_update=True)
        return row
