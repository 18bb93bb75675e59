"""tau2's expected actions -> what a customer would want, things by their names and options."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from actions.simulate.tau2.reading import address_record, method_label
from actions.simulate.want import Thing, Want, merged, telling_options
from actions.stores.customer import Address
from actions.stores.customer_record import AddressRecord

Record = dict[str, Any]
READING_ORDERS = "get_order_details"
HANDING_OVER = "transfer_to_human_agents"


class Wants:
    def __init__(self, db: Record) -> None:
        self._db = db
        self._makers: dict[str, Callable[[Record], Want]] = {
            "cancel_pending_order": self._cancel,
            "return_delivered_order_items": self._return,
            "exchange_delivered_order_items": lambda a: self._swap("start_exchange", a),
            "modify_pending_order_items": lambda a: self._swap("change_items", a),
            "modify_pending_order_address": self._order_address,
            "modify_pending_order_payment": self._payment,
            "modify_user_address": lambda a: Want("change_profile_address", address=_address(a)),
        }

    def of(self, action: Record) -> Want:
        want = self._makers[action["name"]](action["arguments"])
        return self.marked(want) if want.order_id else want

    def reading(self, actions: tuple[Record, ...], user: Record) -> tuple[Want, ...]:
        """Of a task in which nothing is written."""
        if any(action["name"] == HANDING_OVER for action in actions):
            return (Want("human"),)
        looked = [a["arguments"]["order_id"] for a in actions if a["name"] == READING_ORDERS]
        orders = [one for one in looked if one in user["orders"]] or user["orders"]
        return tuple(self.marked(Want("order_status", order_id)) for order_id in orders[:1])

    def marked(self, want: Want) -> Want:
        """With what tells the order from the user's others, and what else is in it."""
        order = self._db["orders"][want.order_id]
        elsewhere = {
            item["name"]
            for order_id in self._db["users"][order["user_id"]]["orders"]
            for item in self._db["orders"][order_id]["items"]
            if order_id != want.order_id
        }
        titles = [item["name"] for item in order["items"]]
        about = {thing.variant_id for thing in want.about()}
        others = tuple(i["name"] for i in order["items"] if i["item_id"] not in about)
        mark = next((title for title in titles if title not in elsewhere), titles[0])
        return replace(want, mark=mark, others=others)

    def _cancel(self, told: Record) -> Want:
        reason = told["reason"].replace(" ", "_")
        return Want("cancel_order", told["order_id"], reason=reason)

    def _return(self, told: Record) -> Want:
        things = merged([self._thing(told, self._item(told, one)) for one in told["item_ids"]])
        return self._settled(told, Want("start_return", told["order_id"], things))

    def _swap(self, kind: str, told: Record) -> Want:
        pairs = zip(told["item_ids"], told["new_item_ids"], strict=True)
        swaps = tuple(self._pair(told, item_id, new_id) for item_id, new_id in pairs)
        return self._settled(told, Want(kind, told["order_id"], swaps=swaps))

    def _order_address(self, told: Record) -> Want:
        return Want("change_order_address", told["order_id"], address=_address(told))

    def _payment(self, told: Record) -> Want:
        return self._settled(told, Want("change_payment", told["order_id"]))

    def _settled(self, told: Record, want: Want) -> Want:
        """By the means that was expected."""
        user = self._db["users"][self._db["orders"][told["order_id"]]["user_id"]]
        method = user["payment_methods"][told["payment_method_id"]]
        return replace(want, method_id=method["id"], method_label=method_label(method))

    def _items(self, told: Record) -> list[Record]:
        items: list[Record] = self._db["orders"][told["order_id"]]["items"]
        return items

    def _item(self, told: Record, item_id: str) -> Record:
        return next(item for item in self._items(told) if item["item_id"] == item_id)

    def _thing(self, told: Record, item: Record) -> Thing:
        """Told apart from the other items of that product in the order."""
        others = [
            one["options"]
            for one in self._items(told)
            if one["product_id"] == item["product_id"] and one["item_id"] != item["item_id"]
        ]
        telling = telling_options(item["options"], others)
        return Thing(
            item["product_id"], item["item_id"], item["name"], item["options"], telling=telling
        )

    def _pair(self, told: Record, item_id: str, new_id: str) -> tuple[Thing, Thing]:
        """The new one told apart from the other variants, and by what is new in it."""
        item = self._item(told, item_id)
        variants = self._db["products"][item["product_id"]]["variants"]
        options = variants[new_id]["options"]
        others = [one["options"] for name, one in variants.items() if name != new_id]
        needed = telling_options(options, others)
        changed = {name for name, value in options.items() if item["options"].get(name) != value}
        telling = tuple(name for name in options if name in needed or name in changed)
        new = Thing(item["product_id"], new_id, item["name"], options, telling=telling)
        return self._thing(told, item), new


def _address(told: Record) -> Address:
    return AddressRecord.model_validate(address_record(told)).address()
