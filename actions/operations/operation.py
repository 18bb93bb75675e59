"""An operation: a change that a customer wants, on its way from prepared to done.

prepared -> confirmed -> done | failed
prepared -> aborted | replaced | expired
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from actions.operations.schema import OperationRow
from actions.policies import RuleUsed
from actions.stores.change import Change, Receipt, change_from_json
from actions.stores.moment import aware
from retrieval.values import Money


class OperationState(StrEnum):
    PREPARED = "prepared"
    CONFIRMED = "confirmed"
    DONE = "done"
    FAILED = "failed"
    ABORTED = "aborted"
    REPLACED = "replaced"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Costs:
    """`fee` is contained in the other two; None where no money is concerned. `to_pay` is negative
    where the customer gets some back."""

    fee: Money | None = None
    refund: Money | None = None
    to_pay: Money | None = None

    def as_json(self) -> dict[str, Any]:
        named = (("fee", self.fee), ("refund", self.refund), ("to_pay", self.to_pay))
        return {name: [one.amount_minor, one.currency] for name, one in named if one}

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Costs:
        return cls(**{name: Money(*amount) for name, amount in written.items()})


@dataclass(frozen=True, slots=True)
class Operation:
    """`failure` is the code of the store's refusal; `receipt` is there once it is done."""

    operation_id: str
    sender_id: str
    customer_id: str
    kind: str
    order_id: str
    state: OperationState
    change: Change
    rules: tuple[RuleUsed, ...]
    costs: Costs
    expires: datetime
    replaces: str | None = None
    receipt: Receipt | None = None
    failure: str = ""

    @classmethod
    def of(cls, row: OperationRow) -> Operation:
        return cls(
            operation_id=row.operation_id,
            sender_id=row.sender_id,
            customer_id=row.customer_id,
            kind=row.kind,
            order_id=row.order_id,
            state=OperationState(row.state),
            change=change_from_json(row.change),
            rules=tuple(RuleUsed(**one) for one in row.rules),
            costs=Costs.from_json(row.costs),
            expires=aware(row.expires),
            replaces=row.replaces,
            receipt=Receipt(**row.receipt) if row.receipt else None,
            failure=row.failure,
        )
