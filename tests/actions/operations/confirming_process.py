"""What a server process does, for tests that start several of them, or kill one in its tracks."""

from __future__ import annotations

import os

from sqlalchemy.orm import Session
from two_customers import Clock, operations_of

from actions.stores import SqlStore
from actions.stores.change import Change, Receipt


class Dying(SqlStore):
    """The power goes when the change is written and not yet committed."""

    def apply(self, change: Change, key: str, transaction: Session | None = None) -> Receipt:
        super().apply(change, key, transaction)
        os._exit(9)


def confirm(url: str, sender_id: str, operation_id: str, times: int = 3) -> list[str]:
    """The states that were answered."""
    store = SqlStore(url)
    operations = operations_of(store, Clock())
    states = [operations.confirm(sender_id, operation_id, "yes").state.value for _ in range(times)]
    store.close()
    return states


def confirm_and_die(url: str, sender_id: str, operation_id: str) -> None:
    store = Dying(url)
    operations_of(store, Clock()).confirm(sender_id, operation_id, "yes")
