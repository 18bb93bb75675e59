"""The changes that a shop's back end can be asked for, each complete in itself.

Owns their shape and their JSON, which is kept until the customer has said yes. Whether a change is
allowed is not theirs to know (`actions.policies` judges), and what it does is the store's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, TypeAdapter

from actions.stores.customer import Address
from retrieval.values import Money


@dataclass(frozen=True, slots=True)
class Line:
    """So many of one variant in an order."""

    variant_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Swap:
    """Another variant in place of `variant_id`: of so many of it, or (0) of all. `price` is for
    one."""

    variant_id: str
    to_variant_id: str
    price: Money
    quantity: int = 0


@dataclass(frozen=True, slots=True)
class CancelOrder:
    order_id: str
    version: int
    reason: str
    refund: Money
    method: str
    on: date
    kind: Literal["cancel_order"] = "cancel_order"


@dataclass(frozen=True, slots=True)
class StartReturn:
    """`refund` is what comes back when the goods have come in, the label's cost taken off: by
    `method_id`, or as it was paid where that is empty."""

    order_id: str
    version: int
    lines: tuple[Line, ...]
    reason: str
    refund: Money
    method: str
    on: date
    method_id: str = ""
    kind: Literal["start_return"] = "start_return"


@dataclass(frozen=True, slots=True)
class StartExchange:
    """`to_pay` is the difference in price, negative where the customer gets some back."""

    order_id: str
    version: int
    swaps: tuple[Swap, ...]
    to_pay: Money
    method_id: str
    on: date
    kind: Literal["start_exchange"] = "start_exchange"


@dataclass(frozen=True, slots=True)
class ChangeItems:
    """In an order that is not packed yet; `to_pay` as in an exchange."""

    order_id: str
    version: int
    swaps: tuple[Swap, ...]
    to_pay: Money
    method_id: str
    kind: Literal["change_items"] = "change_items"


@dataclass(frozen=True, slots=True)
class ChangeOrderAddress:
    order_id: str
    version: int
    address: Address
    kind: Literal["change_order_address"] = "change_order_address"


@dataclass(frozen=True, slots=True)
class ChangePayment:
    order_id: str
    version: int
    method_id: str
    kind: Literal["change_payment"] = "change_payment"


@dataclass(frozen=True, slots=True)
class ChangeProfileAddress:
    customer_id: str
    address: Address
    kind: Literal["change_profile_address"] = "change_profile_address"


@dataclass(frozen=True, slots=True)
class AlertStock:
    """Tell the customer when the variant is there again."""

    customer_id: str
    variant_id: str
    on: date
    kind: Literal["alert_stock"] = "alert_stock"


@dataclass(frozen=True, slots=True)
class CopyInvoice:
    order_id: str
    customer_id: str
    on: date
    kind: Literal["copy_invoice"] = "copy_invoice"


Topic: TypeAlias = Literal["complaint", "delivery_problem", "warranty_claim"]
"""What a person of the shop is asked to look at."""


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """For a person of the shop to look at. `text` is the customer's words."""

    topic: Topic
    customer_id: str
    order_id: str
    text: str
    on: date
    variant_id: str = ""
    reason: str = ""
    kind: Literal["open_ticket"] = "open_ticket"


OrderChange: TypeAlias = (
    CancelOrder | StartReturn | StartExchange | ChangeItems | ChangeOrderAddress | ChangePayment
)
Change: TypeAlias = OrderChange | ChangeProfileAddress | AlertStock | CopyInvoice | OpenTicket

_ADAPTER: TypeAdapter[Change] = TypeAdapter(Annotated[Change, Field(discriminator="kind")])


def change_as_json(change: Change) -> dict[str, Any]:
    written: dict[str, Any] = _ADAPTER.dump_python(change, mode="json")
    return written


def change_from_json(written: dict[str, Any]) -> Change:
    """Raises `pydantic.ValidationError` for what no version of ours wrote."""
    return _ADAPTER.validate_python(written)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a store did. `reference` is what the customer may quote; `state` is the order's after
    the change, empty where no order was concerned."""

    key: str
    kind: str
    reference: str
    state: str = ""
