"""Carts in the server's database: they outlive a restart. Owns lines and counts, no prices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from actions.cart.schema import CartRow
from actions.stores.engine import writing
from actions.stores.moment import now

MOST_OF_ONE = 99


def fitting(count: int, stock: int | None) -> int:
    """So many as may lie in a cart, and as there are; `stock` is None where that isn't known."""
    return max(0, min(count, MOST_OF_ONE if stock is None else stock))


@dataclass(frozen=True, slots=True)
class CartLine:
    product_id: str
    variant_id: str
    quantity: int


class Carts:
    """Methods block; call them from a worker thread."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine, self._clock = engine, clock

    def lines(self, sender_id: str) -> tuple[CartLine, ...]:
        """In the order they were put in."""
        mine = select(CartRow).where(CartRow.sender_id == sender_id)
        with Session(self._engine) as session:
            rows = session.scalars(mine.order_by(CartRow.added, CartRow.variant_id))
            return tuple(CartLine(r.product_id, r.variant_id, r.quantity) for r in rows)

    def put(self, sender_id: str, line: CartLine) -> None:
        """That many of it from now on; none takes it out."""
        with writing(self._engine) as session:
            row = session.get(CartRow, (sender_id, line.variant_id), with_for_update=True)
            if row is None and line.quantity > 0:
                session.add(self._row(sender_id, line, line.quantity))
            elif row is not None and line.quantity > 0:
                row.quantity = line.quantity
            elif row is not None:
                session.delete(row)

    def add(self, sender_id: str, line: CartLine, stock: int | None) -> int:
        """So many more, as far as they are there; how many of it are in the cart now."""
        with writing(self._engine) as session:
            row = session.get(CartRow, (sender_id, line.variant_id), with_for_update=True)
            kept = fitting((row.quantity if row else 0) + line.quantity, stock)
            if row is not None:
                row.quantity = kept
            elif kept:
                session.add(self._row(sender_id, line, kept))
            return kept

    def empty(self, sender_id: str) -> None:
        with writing(self._engine) as session:
            session.execute(delete(CartRow).where(CartRow.sender_id == sender_id))

    def _row(self, sender_id: str, line: CartLine, quantity: int) -> CartRow:
        return CartRow(
            sender_id=sender_id,
            variant_id=line.variant_id,
            product_id=line.product_id,
            quantity=quantity,
            added=self._clock(),
        )
