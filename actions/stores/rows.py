"""A record -> its row. Owns which columns stand beside a record to be looked up by."""

from __future__ import annotations

from typing import Any

from actions.stores.customer_record import CustomerRecord, GiftCardRecord
from actions.stores.record import OrderRecord
from actions.stores.schema import CustomerRow, GiftCardRow, OrderRow
from actions.stores.spelling import folded_code, folded_email, folded_name

Record = dict[str, Any]


def customer_row(record: Record) -> CustomerRow:
    person = CustomerRecord.model_validate(record)
    return CustomerRow(
        customer_id=person.id,
        email=folded_email(person.email),
        name=folded_name(person.name),
        postcode=folded_code(person.address.postcode if person.address else ""),
        record=person.as_json(),
    )


def order_row(record: Record) -> OrderRow:
    """At its first version."""
    order = OrderRecord.model_validate(record)
    return OrderRow(
        order_id=order.id,
        customer_id=order.customer_id,
        state=order.state.value,
        version=1,
        record=order.as_json(),
    )


def gift_card_row(record: Record) -> GiftCardRow:
    card = GiftCardRecord.model_validate(record)
    written = card.model_dump(mode="json", exclude_none=True)
    return GiftCardRow(code=folded_code(card.code), record=written)
