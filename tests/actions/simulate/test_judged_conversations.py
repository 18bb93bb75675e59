"""Whole conversations over a real HTTP chat and a real store, and what the judge finds in them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from counterpart import WORDS
from databases import DATABASES, fresh_database
from small_desk import SmallDesk
from two_customers import CUSTOMERS, ORDERS, TODAY, open_shop

from actions.simulate.audit import Books
from actions.simulate.case import Case, Outcome
from actions.simulate.conversation import Conversation
from actions.simulate.errors import NoAnswer
from actions.simulate.report import causes, figures, transcripts
from actions.simulate.restoring import restore
from actions.simulate.running import run_cases
from actions.simulate.state import Difference, Fault
from actions.simulate.store_state import store_state
from actions.simulate.target import Target
from actions.simulate.want import Known, Want
from actions.stores import SqlStore
from actions.stores.change import CancelOrder
from retrieval.values import Money

ADA = Known("C1", "Ada Bell", "ada@shop.example", "D01 A123", frozenset({"20001", "20002"}))
PENDING = Want("cancel_order", "20001", reason="no_longer_needed", mark="Kettle")
DELIVERED = replace(PENDING, order_id="20002", refused=True)


@pytest.fixture(params=DATABASES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    with fresh_database(request.param, tmp_path) as url:
        opened = open_shop(url)
        yield opened
        opened.close()


Hold = Callable[..., Awaitable[Outcome]]


@pytest.fixture
async def hold(store: SqlStore) -> AsyncIterator[Hold]:
    """`await hold(wants, manners=..., style=..., seed=...)`: one conversation with the desk."""
    servers: list[TestServer] = []

    async def held(
        *wants: Want, manners: str = "", style: str = "plain", seed: str = "1"
    ) -> Outcome:
        server = TestServer(SmallDesk(store, manners).app())
        servers.append(server)
        await server.start_server()
        target = Target(str(server.make_url("/")), store, CUSTOMERS, ORDERS, WORDS)
        case = Case("one", ADA, wants, style, seed, expected(store, wants))
        (outcome,) = await run_cases(target, [case], 1, lambda _done, _total: None)
        return outcome

    yield held
    for server in servers:
        await server.close()


def expected(store: SqlStore, wants: tuple[Want, ...]) -> dict[tuple[str, str], str]:
    """As it was, with the pending order cancelled where that is wanted."""
    restore(store, "C1", CUSTOMERS, ORDERS)
    state = dict(store_state(store.engine, frozenset({"C1"})))
    if any(not want.refused for want in wants):
        state["order 20001", "state"] = "cancelled"
        state["order 20001", "cancelled because"] = "no_longer_needed"
        state.pop(("order 20001", "paid"), None)
    return state


@pytest.mark.parametrize("style", ["plain", "terse", "chatty", "rude", "typos", "undecided"])
async def test_every_style_reaches_what_can_be_had_and_takes_a_no(hold: Hold, style: str) -> None:
    for seed in range(4):
        outcome = await hold(DELIVERED, PENDING, style=style, seed=f"{style}-{seed}")
        assert outcome.reached, transcripts([outcome])
        assert (outcome.books.done, outcome.books.without_yes, outcome.books.twice) == (1, (), ())
        assert not outcome.leaks


async def test_a_message_that_arrives_twice_changes_nothing_twice(hold: Hold) -> None:
    notes = set()
    for seed in range(14):
        outcome = await hold(PENDING, seed=f"again-{seed}")
        assert outcome.reached, transcripts([outcome])
        notes |= {turn.note for turn in outcome.held.transcript.turns}
    assert notes == {"", "sent twice, at once", "sent twice, afterwards", "sent twice, as two"}


async def test_what_is_done_without_a_yes_is_found(hold: Hold) -> None:
    wrong = replace(PENDING, order_id="20001", things=(), method_label="gift card")
    outcome = await hold(wrong, manners="hasty")
    assert len(outcome.books.without_yes) == 1


async def test_a_fact_of_somebody_else_is_found(hold: Hold) -> None:
    outcome = await hold(PENDING, manners="gossip")
    assert outcome.leaks == ("bert kay",)
    assert figures([outcome])["facts_of_others"] == 1


@pytest.mark.parametrize("manners", ["parrot", "mute"])
async def test_a_dead_end_is_found(hold: Hold, manners: str) -> None:
    outcome = await hold(PENDING, manners=manners)
    told = {"parrot": "the same twice in a row", "mute": "no answer"}[manners]
    assert any(told in one for one in outcome.held.dead_ends)
    assert causes([outcome]) == [("cancel_order: not understood", 1)]
    assert {one.fault for one in outcome.differences} == {Fault.MISSING}
    assert "no_longer_needed" in transcripts([outcome])


async def test_a_change_that_nobody_wanted_is_found(hold: Hold, store: SqlStore) -> None:
    outcome = await hold(replace(PENDING, order_id="20001", refused=True), manners="hasty")
    assert outcome.forbidden
    assert not outcome.reached


def test_a_balance_on_its_way_is_no_change_too_many() -> None:
    short = Difference("customer C1", "balance of gift_1", Fault.WRONG, "300", "200")
    missing = Difference("order 7", "state", Fault.MISSING, "cancelled", "pending")
    case = Case("one", ADA, (PENDING,), "plain", "1", {})
    books = Books(0, (), ())
    assert Outcome(case, Conversation(), (short, missing), (), books).forbidden == ()
    assert Outcome(case, Conversation(), (short,), (), books).forbidden == (short,)
    other = Difference("order 8", "state", Fault.FORBIDDEN, "pending", "cancelled")
    assert Outcome(case, Conversation(), (short, missing, other), (), books).forbidden == (
        short,
        other,
    )


async def test_who_does_not_answer_is_an_error_of_its_own(store: SqlStore) -> None:
    target = Target("http://127.0.0.1:9", store, CUSTOMERS, ORDERS, WORDS)
    case = Case("one", ADA, (PENDING,), "plain", "1", {})
    async with aiohttp.ClientSession() as http:
        with pytest.raises(NoAnswer, match="doesn't answer"):
            await target.run(case, http)


def test_records_are_put_back_before_each_conversation(store: SqlStore) -> None:
    before = store_state(store.engine)
    change = CancelOrder("20001", 1, "other", Money(2480, "EUR"), "card", TODAY)
    store.apply(change, "k")
    assert store_state(store.engine) != before
    restore(store, "C1", CUSTOMERS, ORDERS)
    assert store_state(store.engine) == before
