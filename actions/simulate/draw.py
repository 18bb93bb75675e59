"""Draws conversations over all services from a shop's own records, by seed.

What a conversation is expected to leave is found out beforehand: each want is judged by the rules
file and, where it is allowed, done in a scratch store. The assistant sees none of this.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from actions.policies import Judge, Rules
from actions.simulate.case import Case
from actions.simulate.checking import SWAPPED
from actions.simulate.draw_wants import DrawWants
from actions.simulate.restoring import restore
from actions.simulate.store_state import store_state
from actions.simulate.want import Known, Want
from actions.stores import Customer, Order, SqlStore
from actions.stores.change import Change
from actions.stores.errors import StoreError
from retrieval.values import Product

Record = dict[str, Any]
REFUSED_SHARE = 0.25
STRANGER_SHARE = 0.03
PERSON_SHARE = 0.03
COUNTS = (1, 1, 1, 2, 2, 3)
ATTEMPTS = 400


class Draw:
    """`customers` and `orders` are the shop's records of today; `words` what customers say."""

    def __init__(
        self,
        customers: list[Record],
        orders: list[Record],
        products: Mapping[str, Product],
        rules: Rules,
        words: Mapping[str, Any],
        today: date,
        scratch: Path,
    ) -> None:
        self._customers, self._orders, self._today = customers, orders, today
        self._products, self._rules, self._words = products, rules, words
        self._store = SqlStore(f"sqlite:///{scratch}")
        self._store.import_records(customers, orders)
        self._judge = Judge(rules, products.get)
        self._read: dict[str, Order] = {}
        self._asked: dict[str, Customer] = {}
        self._people = {one["id"]: self._customer(one["id"]) for one in customers}

    def cases(
        self, count: int, seed: int, style: str, advance: Callable[[int, int], None]
    ) -> list[Case]:
        made = []
        for number in range(count):
            made.append(self._case(number + 1, seed, style))
            advance(number + 1, count)
        self._store.close()
        return made

    def _case(self, number: int, seed: int, style: str) -> Case:
        rng = Random(f"{seed}/{number}")
        addresses = [one.address for one in self._people.values() if one.address]
        draw = DrawWants(self._products, self._rules, self._words["texts"], addresses, rng)
        wants: list[Want] = []
        numbers = [one["id"] for one in self._orders]
        customer_id = self._order(rng.choice(numbers)).customer_id
        for _ in range(rng.choice(COUNTS)):
            found = self._want(draw, rng, numbers)
            if found is not None:
                want, customer_id = found
                wants.append(want)
                numbers = [n["id"] for n in self._orders if n["customer_id"] == customer_id]
        if not wants:
            mine = [n["id"] for n in self._orders if n["customer_id"] == customer_id]
            wants.append(Want("order_status", mine[0]))
        last = rng.random()  # who asks for others' orders may be locked out: nothing comes after
        if last < STRANGER_SHARE:
            wants.append(self._strangers(customer_id, rng))
        elif last < STRANGER_SHARE + PERSON_SHARE:
            wants.append(Want("human"))
        case = Case(
            f"{seed}-{number}",
            self._known(customer_id, wants),
            tuple(wants),
            style,
            f"{seed}/{number}/words",
            store_state(self._store.engine, frozenset({customer_id})),
        )
        restore(self._store, customer_id, self._customers, self._orders)
        self._read = {k: v for k, v in self._read.items() if v.customer_id != customer_id}
        self._asked.pop(customer_id, None)
        return case

    def _want(self, draw: DrawWants, rng: Random, numbers: list[str]) -> tuple[Want, str] | None:
        """Of one of these orders, with whose it is; None where no try came to anything."""
        kind, refused = rng.choice(draw.kinds), rng.random() < REFUSED_SHARE
        for _ in range(ATTEMPTS):
            order = self._order(rng.choice(numbers))
            customer = self._customer(order.customer_id)
            want = draw.draw(kind, customer, order)
            wish = want.wish() if want else None
            if want is None:
                continue
            if wish is None:
                return want, customer.customer_id
            verdict = self._judge.judge(wish, customer, order, self._today)
            if verdict.needs or verdict.allowed == refused:
                continue
            if refused and self._had_otherwise(want, customer, order):
                continue
            if verdict.change and not self._done(verdict.change):
                continue
            return replace(want, refused=refused), customer.customer_id
        return None

    def _had_otherwise(self, want: Want, customer: Customer, order: Order) -> bool:
        """Whether it is done under another name: an exchange of what hasn't left is a change of the
        order, and the other way round."""
        other = next(iter(SWAPPED - {want.kind}), "") if want.kind in SWAPPED else ""
        wish = replace(want, kind=other).wish() if other else None
        if wish is None:
            return False
        return self._judge.judge(wish, customer, order, self._today).allowed

    def _done(self, change: Change) -> bool:
        """False for what the store itself refuses, such as a second request of a kind."""
        try:
            self._store.apply(change, uuid.uuid4().hex)
        except StoreError:
            return False
        finally:
            self._read.pop(getattr(change, "order_id", ""), None)
            self._asked.clear()
        return True

    def _strangers(self, customer_id: str, rng: Random) -> Want:
        """The number of somebody else's order, asked for as one's own."""
        others = [one["id"] for one in self._orders if one["customer_id"] != customer_id]
        return Want("order_status", rng.choice(others), refused=True)

    def _known(self, customer_id: str, wants: list[Want]) -> Known:
        """As they are before anything is done: a new address isn't theirs yet."""
        person = self._people[customer_id]
        mine = {one["id"] for one in self._orders if one["customer_id"] == customer_id}
        postcode = person.address.postcode if person.address else ""
        asked = {want.order_id for want in wants if want.order_id}
        return Known(customer_id, person.name, person.email, postcode, frozenset(mine | asked))

    def _order(self, order_id: str) -> Order:
        """As it is now: read once, until something changes."""
        if order_id not in self._read:
            order = self._store.order(order_id)
            if order is None:
                raise LookupError(order_id)
            self._read[order_id] = order
        return self._read[order_id]

    def _customer(self, customer_id: str) -> Customer:
        """As they are now: read once, until something changes."""
        if customer_id not in self._asked:
            customer = self._store.customer(customer_id)
            if customer is None:
                raise LookupError(customer_id)
            self._asked[customer_id] = customer
        return self._asked[customer_id]
