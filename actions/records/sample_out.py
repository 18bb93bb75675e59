"""The made-up people and orders, taken out of a shop's database with all that was kept of them.

A shop's own customer may bear the id of a made-up one, and is to inherit nothing: no consent, no
conversation in which the other was known."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from actions.erasure.places import places
from actions.erasure.subject import of_customer
from actions.personal.forecast.made_up import drop_made_up
from actions.stores import SqlStore
from actions.stores.engine import writing
from actions.stores.schema import CustomerRow, GiftCardRow, OrderRow, RequestRow


def remove_sample(store: SqlStore) -> int:
    """How many made-up orders went; 0 where the records are a shop's own."""
    drop_made_up(store)
    if not store.origin():
        return 0
    count = store.order_count()
    with Session(store.engine) as session:
        known = list(session.scalars(select(CustomerRow.customer_id)))
    subjects = [of_customer(store.engine, customer_id) for customer_id in known]
    with writing(store.engine) as session:
        for subject in subjects:
            for table, is_of in places(subject).items():
                gone = delete(table).where(is_of).execution_options(synchronize_session=False)
                session.execute(gone)
        for table in (RequestRow, OrderRow, CustomerRow, GiftCardRow):
            session.execute(delete(table))
        store.note_origin(session, "")
    return count
