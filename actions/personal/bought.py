"""All orders there are, for counting what is in demand. Owns the reading; counting is
`retrieval.personal.suggest`'s, and keeps nobody's name.

A shop whose orders lie elsewhere tells of purchases by events; those of one visitor on one day are
taken for one order, where the visitor agreed to be counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.personal.event import Did
from actions.personal.purpose import Purpose
from actions.personal.schema import EventRow
from actions.stores.moment import aware
from actions.stores.schema import OrderRow
from llm.planning import OrderState
from retrieval.personal.suggest import Bought

AT_ONCE = 1_000


def every_order(engine: Engine) -> Iterator[Bought]:
    """Of the orders kept here, cancelled ones left out; of purchase events where there is none."""
    found = False
    kept = select(OrderRow.customer_id, OrderRow.record).where(
        OrderRow.state != OrderState.CANCELLED.value
    )
    with Session(engine) as session:
        for customer_id, record in session.execute(kept.execution_options(yield_per=AT_ONCE)):
            found = True
            products = tuple(item["product_id"] for item in record["items"])
            placed = datetime.fromisoformat(record["placed"]).date()
            yield Bought(customer_id, placed, products)
    if not found:
        yield from _told(engine)


def _told(engine: Engine) -> Iterator[Bought]:
    asked = select(EventRow.subject, EventRow.occurred, EventRow.product_id).where(
        EventRow.kind == Did.PURCHASE.value,
        EventRow.purposes.bitwise_and(int(Purpose.ANALYTICS)) != 0,
    )
    orders: defaultdict[tuple[str, date], list[str]] = defaultdict(list)
    with Session(engine) as session:
        for subject, occurred, product_id in session.execute(asked):
            if product_id:
                orders[subject, aware(occurred).date()].append(product_id)
    for (subject, on), products in orders.items():
        yield Bought(subject, on, tuple(products))
