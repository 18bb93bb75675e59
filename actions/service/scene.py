"""What the desk can see while it hears one message: who it is, their orders, the rules, the day.

Owns looking each of these up once, and through the desk, so that nobody's orders but the visitor's
own are ever in sight.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from actions.identity import Desk, Who
from actions.policies import Rules
from actions.stores import Customer, Order
from actions.stores.spelling import folded_code
from retrieval.values import Product


@dataclass(slots=True)
class Scene:
    """Of one message. `product` looks a product up in the catalogue of now; `recent` is the order
    that was spoken of last."""

    desk: Desk
    rules: Rules
    today: date
    product: Callable[[str], Product | None]
    sender_id: str
    who: Who | None = None
    recent: str = ""
    _customer: Customer | None = None
    _orders: tuple[Order, ...] | None = None
    _looked_up: dict[str, Order | None] = field(default_factory=dict)

    @property
    def customer(self) -> Customer | None:
        if self.who and self._customer is None:
            self._customer = self.desk.customer(self.who)
        return self._customer

    @property
    def orders(self) -> tuple[Order, ...]:
        """The visitor's own, the newest first; none while it isn't known who they are."""
        if self.who is None:
            return ()
        if self._orders is None:
            self._orders = self.desk.orders(self.who)
        return self._orders

    def order(self, order_id: str) -> Order | None:
        """One of the visitor's own."""
        return next((one for one in self.orders if one.order_id == order_id), None)

    def spelled(self, said: str, *, guess: bool = True) -> str | None:
        """The id of the visitor's order that is written so: case, dashes and # don't matter. None
        for any other; that counts as a guess, the first time. Raises `TooManyGuesses`."""
        if self.who is None:
            return None
        folded = folded_code(said)
        for order in self.orders:
            if folded_code(order.order_id) == folded:
                return order.order_id
        if guess:
            self.desk.order(self.who, said)
        return None
