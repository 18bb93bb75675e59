"""The shop's records: one Protocol, and the SQL store behind it by default."""

from actions.stores.base import Feedback, ShopRecords, Store
from actions.stores.customer import Address, Customer, GiftCard, PaymentMethod
from actions.stores.order import Order, OrderItem, Refund
from actions.stores.sql import SqlStore

__all__ = [
    "Address",
    "Customer",
    "Feedback",
    "GiftCard",
    "Order",
    "OrderItem",
    "PaymentMethod",
    "Refund",
    "ShopRecords",
    "SqlStore",
    "Store",
]
