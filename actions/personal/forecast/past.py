"""What the shop may learn from: visits of whoever agreed to be counted, and its orders, but for
those of customers who said no to that. Owns the reading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.personal.event import Did
from actions.personal.forecast.acts import Lookup, act_of
from actions.personal.purpose import Purpose
from actions.personal.schema import ConsentRow, EventRow
from actions.personal.visitor import CUSTOMER
from actions.stores.moment import aware
from actions.stores.schema import OrderRow
from llm.planning import OrderState
from retrieval.personal.predict.orders import Basket, Line
from retrieval.personal.predict.session import Act, Visit, parted

AT_ONCE = 2_000
CAME_BACK = frozenset(
    {OrderState.RETURN_REQUESTED.value, OrderState.RETURNED.value, OrderState.REFUNDED.value}
)


def every_visit(
    engine: Engine, product: Lookup, zone: tzinfo = UTC, since: datetime | None = None
) -> list[Visit]:
    """By the events that may be learned from; with `since`, all visits of whoever came since."""
    counted = EventRow.purposes.bitwise_and(int(Purpose.ANALYTICS)) != 0
    asked = select(EventRow).where(counted)
    if since is not None:
        came = select(EventRow.subject).where(counted, EventRow.occurred >= since).distinct()
        asked = asked.where(EventRow.subject.in_(came))
    acts: dict[str, list[Act]] = {}
    with Session(engine) as session:
        for row in session.scalars(asked.execution_options(yield_per=AT_ONCE)):
            when = aware(row.occurred).astimezone(zone)
            act = act_of(Did(row.kind), row.product_id or "", row.session, when, product)
            acts.setdefault(row.subject, []).append(act)
    return [visit for subject in sorted(acts) for visit in parted(subject, acts[subject])]


def every_basket(engine: Engine, product: Lookup, zone: tzinfo = UTC) -> list[Basket]:
    """Cancelled ones left out, and those of customers who said no to being counted."""
    refused = select(ConsentRow.subject).where(
        ConsentRow.purpose == Purpose.ANALYTICS.word, ConsentRow.granted.is_(False)
    )
    asked = select(OrderRow).where(OrderRow.state != OrderState.CANCELLED.value)
    with Session(engine) as session:
        said_no = set(session.scalars(refused))
        return [
            basket
            for row in session.scalars(asked.execution_options(yield_per=AT_ONCE))
            if f"{CUSTOMER}{row.customer_id}" not in said_no
            for basket in basket_of(row, product, zone)
        ]


def basket_of(row: OrderRow, product: Lookup, zone: tzinfo) -> Iterator[Basket]:
    """None of an order without goods."""
    record = row.record
    lines = tuple(_line(item, product) for item in record["items"])
    if not lines:
        return
    placed = datetime.fromisoformat(record["placed"])
    refund = record.get("refund") or {}
    yield Basket(
        row.order_id,
        row.customer_id,
        placed if placed.tzinfo else placed.replace(tzinfo=zone),
        lines,
        _day(record.get("delivered_on")),
        row.state in CAME_BACK,
        _day(refund.get("issued_on")),
    )


def _line(item: dict[str, object], product: Lookup) -> Line:
    product_id = str(item["product_id"])
    told = product(product_id)
    return Line(
        product_id,
        str(item["variant_id"]),
        float(str(item["price"])),
        int(str(item["quantity"])),
        (told.category or "") if told else "",
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
