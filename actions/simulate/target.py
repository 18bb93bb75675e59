"""The shop under test as a simulation reaches it: a door for customers, its books for the judge."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp

from actions.simulate.audit import books_of, operations_of
from actions.simulate.case import Case, Outcome
from actions.simulate.conversation import converse
from actions.simulate.customer import ScriptedCustomer
from actions.simulate.leaks import Secrets
from actions.simulate.line import Line
from actions.simulate.restoring import restore
from actions.simulate.speech import Speech
from actions.simulate.state import differences
from actions.simulate.store_state import store_state
from actions.simulate.style import style_for
from actions.stores import SqlStore

Record = dict[str, Any]


@dataclass(slots=True)
class Target:
    """`customers` and `orders` are its records as they are before each conversation, `public` what
    it tells everybody (an example order's number in the help is no secret). One conversation of a
    customer at a time; others may go on meanwhile."""

    url: str
    store: SqlStore
    customers: Sequence[Record]
    orders: Sequence[Record]
    words: Mapping[str, Any]
    public: str = ""
    secrets: Secrets = field(init=False)
    _turns: dict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    def __post_init__(self) -> None:
        self.secrets = Secrets(self.customers, self.orders)

    async def run(self, case: Case, http: aiohttp.ClientSession) -> Outcome:
        customer_id = case.known.customer_id
        async with self._turns[customer_id]:
            await asyncio.to_thread(restore, self.store, customer_id, self.customers, self.orders)
            return await self._judged(case, http)

    async def _judged(self, case: Case, http: aiohttp.ClientSession) -> Outcome:
        engine, customer_id = self.store.engine, case.known.customer_id
        only = frozenset({customer_id})
        before = await asyncio.to_thread(store_state, engine, only)
        known = await asyncio.to_thread(operations_of, engine, customer_id)
        rng = Random(case.seed)
        style = style_for(case.style, rng)
        speech = Speech(self.words, case.known, style, rng)
        customer = ScriptedCustomer(case.known, case.wants, style, speech, rng)
        held = await converse(customer, Line(http, self.url), style.repeats, rng)
        found = await asyncio.to_thread(store_state, engine, only)
        return Outcome(
            case,
            held,
            tuple(differences(before, case.expected, found)),
            tuple(self.secrets.leaked(customer_id, held.texts, [*held.said, self.public])),
            await asyncio.to_thread(books_of, engine, customer_id, held.yeses, known),
        )
