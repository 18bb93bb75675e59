"""The shop's records: one Protocol, and the SQL store behind it by default."""

from actions.stores.base import Event, Feedback, Store
from actions.stores.order import Order, OrderItem, Refund
from actions.stores.sql import SqlStore

__all__ = [
    "Event",
    "Feedback",
    "Order",
    "OrderItem",
    "Refund",
    "SqlStore",
    "Store",
]
