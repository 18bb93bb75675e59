"""From a wish to a change that is done once; on both databases, with real threads and processes."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from confirming_process import confirm, confirm_and_die
from sqlalchemy import text
from sqlalchemy.orm import Session
from two_customers import ADA, CORK, RULES, Clock, open_shop, operations_of, order_record

from actions.identity import TooManyGuesses, Who
from actions.operations import NoSuchOperation, Operation, Operations, OperationState
from actions.policies.wish import (
    AlertWish,
    CancelWish,
    ExchangeWish,
    InvoiceWish,
    ItemsWish,
    OrderAddressWish,
    ProfileAddressWish,
    ReturnWish,
    TicketWish,
    Wish,
)
from actions.stores import Address, SqlStore
from actions.stores.change import Change, Receipt
from llm.planning import OrderState
from retrieval.values import Money

CANCEL = CancelWish("20001", "found_cheaper")
THERE = Address(**CORK)
EVERY_WISH: list[Wish] = [
    CANCEL,
    ReturnWish("20002", "unwanted"),
    ExchangeWish("20002", (("K-RED", "K-BLU"),)),
    ItemsWish("20001", (("K-RED", "K-BLU"),)),
    OrderAddressWish("20001", THERE),
    ProfileAddressWish(THERE),
    AlertWish("K", "K-OUT"),
    InvoiceWish("20002"),
    TicketWish("complaint", "It hums.", "20002"),
    TicketWish("warranty_claim", "It leaks.", "20002", "K-RED"),
    TicketWish("delivery_problem", "Not here.", "20002", reason="missing"),
]
SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def store(database_url: str) -> Iterator[SqlStore]:
    opened = open_shop(database_url)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def operations(store: SqlStore, clock: Clock) -> Operations:
    return operations_of(store, clock)


def prepared(operations: Operations, wish: Wish = CANCEL, who: Who = ADA) -> Operation:
    done = operations.prepare(who, wish)
    assert done.operation, done.verdict
    return done.operation


def audit(store: SqlStore, operation_id: str) -> list[str]:
    with store.engine.connect() as connection:
        told = text("SELECT event FROM audit WHERE operation_id = :one ORDER BY id")
        return list(connection.scalars(told, {"one": operation_id}))


def state_and_version(store: SqlStore, order_id: str = "20001") -> tuple[OrderState, int]:
    order = store.order(order_id)
    assert order
    return order.state, order.version


@pytest.mark.parametrize("wish", EVERY_WISH, ids=lambda wish: type(wish).__name__)
def test_nothing_happens_before_a_yes_and_once_after_it(
    store: SqlStore, operations: Operations, wish: Wish
) -> None:
    before = store.orders_of("C1"), store.customer("C1")
    waiting = prepared(operations, wish)
    assert (store.orders_of("C1"), store.customer("C1")) == before
    assert operations.waiting(ADA.sender_id) == waiting
    done = operations.confirm(ADA.sender_id, waiting.operation_id, "yes please")
    assert done.state is OperationState.DONE
    assert done.receipt
    assert done.receipt.kind == waiting.change.kind
    after = store.orders_of("C1"), store.customer("C1")
    assert operations.confirm(ADA.sender_id, waiting.operation_id, "yes") == done
    assert (store.orders_of("C1"), store.customer("C1")) == after
    assert audit(store, done.operation_id) == ["prepared", "confirmed", "done"]
    assert operations.waiting(ADA.sender_id) is None
    assert operations.last(ADA.sender_id) == done


def test_the_effect_and_its_cost_are_known_before_the_yes(operations: Operations) -> None:
    waiting = prepared(operations, ItemsWish("20001", (("K-RED", "K-BLU"),)))
    assert waiting.costs.to_pay == Money(300, "EUR")
    assert [rule.key for rule in waiting.rules] == ["items.states"]


def test_the_audit_holds_words_rules_costs_and_receipt(
    store: SqlStore, operations: Operations
) -> None:
    waiting = prepared(operations)
    operations.confirm(ADA.sender_id, waiting.operation_id, "oh yes!")
    with Session(store.engine) as session:
        rows = session.execute(text("SELECT event, detail FROM audit ORDER BY id")).all()
    details: dict[str, Any] = {row.event: _read(row.detail) for row in rows}
    assert details["confirmed"]["said"] == "oh yes!"
    done = details["done"]
    assert (done["way"], done["change"]["order_id"]) == ("order_email", "20001")
    assert [rule["key"] for rule in done["rules"]] == [
        "cancel.states", "cancel.reasons", "cancel.fee",
    ]  # fmt: skip
    assert done["costs"] == {"fee": [0, "EUR"], "refund": [2480, "EUR"]}
    assert done["receipt"]["state"] == "cancelled"


def test_what_the_rules_forbid_is_not_prepared(operations: Operations) -> None:
    refused = operations.prepare(ADA, CancelWish("20002", "other"))
    assert (refused.operation, refused.verdict.refusal) == (None, "state")
    assert operations.waiting(ADA.sender_id) is None


def test_anothers_order_is_no_order(operations: Operations) -> None:
    others = operations.prepare(ADA, CancelWish("20003", "other"))
    none = operations.prepare(ADA, CancelWish("99999", "other"))
    assert others == none
    assert others.verdict.refusal == "no_such_order"
    for number in range(RULES.identify.wrong_guesses - 2):
        operations.prepare(ADA, CancelWish(f"3000{number}", "other"))
    with pytest.raises(TooManyGuesses):
        operations.prepare(ADA, CANCEL)


def test_another_visitors_yes_or_no_is_for_no_operation(
    store: SqlStore, operations: Operations
) -> None:
    waiting = prepared(operations)
    for step in (operations.confirm, lambda s, o, _: operations.abort(s, o)):
        with pytest.raises(NoSuchOperation):
            step("mallory", waiting.operation_id, "yes")
    with pytest.raises(NoSuchOperation):
        operations.confirm(ADA.sender_id, "made up", "yes")
    assert state_and_version(store) == (OrderState.PENDING, 1)


def test_a_correction_takes_the_place_of_what_waited(
    store: SqlStore, operations: Operations
) -> None:
    first = prepared(operations)
    second = prepared(operations, OrderAddressWish("20001", THERE))
    assert second.replaces == first.operation_id
    assert operations.waiting(ADA.sender_id) == second
    late = operations.confirm(ADA.sender_id, first.operation_id, "yes")
    assert late.state is OperationState.REPLACED
    assert state_and_version(store) == (OrderState.PENDING, 1)
    assert operations.confirm(ADA.sender_id, second.operation_id, "yes").receipt
    assert audit(store, first.operation_id) == ["prepared", "replaced"]


def test_an_abort_is_final_and_comes_too_late_after_a_yes(
    store: SqlStore, operations: Operations
) -> None:
    first = prepared(operations)
    assert operations.abort(ADA.sender_id, first.operation_id).state is OperationState.ABORTED
    after = operations.confirm(ADA.sender_id, first.operation_id, "yes")
    assert after.state is OperationState.ABORTED
    assert state_and_version(store) == (OrderState.PENDING, 1)
    second = prepared(operations)
    operations.confirm(ADA.sender_id, second.operation_id, "yes")
    assert operations.abort(ADA.sender_id, second.operation_id).state is OperationState.DONE


def test_a_yes_after_its_time_does_nothing(
    store: SqlStore, operations: Operations, clock: Clock
) -> None:
    waiting = prepared(operations)
    clock.pass_by(minutes=15)
    late = operations.confirm(ADA.sender_id, waiting.operation_id, "yes")
    assert late.state is OperationState.EXPIRED
    assert state_and_version(store) == (OrderState.PENDING, 1)
    again = prepared(operations)
    assert again.replaces is None
    clock.pass_by(minutes=15)
    assert operations.waiting(ADA.sender_id) is None
    assert audit(store, again.operation_id) == ["prepared", "expired"]


def test_an_order_that_moved_on_meanwhile_is_left_alone(
    store: SqlStore, operations: Operations
) -> None:
    waiting = prepared(operations)
    store.import_records([], [order_record("20001", "packed")])
    failed = operations.confirm(ADA.sender_id, waiting.operation_id, "yes")
    assert (failed.state, failed.failure) == (OperationState.FAILED, "stale")
    assert state_and_version(store) == (OrderState.PACKED, 2)
    assert audit(store, failed.operation_id) == ["prepared", "confirmed", "failed"]


def test_one_yes_from_many_threads_executes_once(store: SqlStore, operations: Operations) -> None:
    waiting = prepared(operations)
    with ThreadPoolExecutor(8) as threads:
        answers = list(
            threads.map(
                lambda _: operations.confirm(ADA.sender_id, waiting.operation_id, "yes"), range(16)
            )
        )
    assert {one.state for one in answers} == {OperationState.DONE}
    assert len({one.receipt for one in answers}) == 1
    assert state_and_version(store) == (OrderState.CANCELLED, 2)
    assert audit(store, waiting.operation_id) == ["prepared", "confirmed", "done"]


def test_one_yes_from_several_processes_executes_once(
    store: SqlStore, operations: Operations, database_url: str
) -> None:
    waiting = prepared(operations)
    with ProcessPoolExecutor(3, mp_context=SPAWN) as processes:
        calls = [
            processes.submit(confirm, database_url, ADA.sender_id, waiting.operation_id)
            for _ in range(3)
        ]
        answers = [state for call in calls for state in call.result()]
    assert answers == ["done"] * 9
    assert state_and_version(store) == (OrderState.CANCELLED, 2)
    assert audit(store, waiting.operation_id) == ["prepared", "confirmed", "done"]


def test_a_process_killed_in_the_middle_leaves_nothing_half_done(
    store: SqlStore, operations: Operations, database_url: str
) -> None:
    waiting = prepared(operations)
    process = SPAWN.Process(
        target=confirm_and_die, args=(database_url, ADA.sender_id, waiting.operation_id)
    )
    process.start()
    process.join(60)
    assert process.exitcode == 9
    assert state_and_version(store) == (OrderState.PENDING, 1)
    assert audit(store, waiting.operation_id) == ["prepared", "confirmed"]
    (resumed,) = operations.resume()
    assert resumed.state is OperationState.DONE
    assert state_and_version(store) == (OrderState.CANCELLED, 2)
    assert operations.resume() == []


def test_yes_and_no_at_once_end_in_one_of_them(store: SqlStore, operations: Operations) -> None:
    for _ in range(5):
        waiting = prepared(operations, OrderAddressWish("20001", THERE))
        with ThreadPoolExecutor(2) as threads:
            yes = threads.submit(operations.confirm, ADA.sender_id, waiting.operation_id, "yes")
            no = threads.submit(operations.abort, ADA.sender_id, waiting.operation_id)
            states = {yes.result().state, no.result().state}
        done = OperationState.DONE in states
        assert (state_and_version(store)[1] == 2) == done
        if done:
            return
    assert state_and_version(store)[1] == 1


def test_wishes_sent_at_once_leave_one_that_waits(store: SqlStore, operations: Operations) -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: prepared(operations), range(4)))
    waiting = operations.waiting(ADA.sender_id)
    assert waiting in made
    with store.engine.connect() as connection:
        told = text("SELECT count(*) FROM operations WHERE state = 'prepared'")
        assert connection.scalar(told) == 1


class Unreachable(SqlStore):
    """A back end of its own database that does the change and whose answer gets lost."""

    lost = True

    def apply(self, change: Change, key: str, transaction: Session | None = None) -> Receipt:
        receipt = super().apply(change, key, transaction)
        if self.lost:
            raise ConnectionError("the line went dead")
        return receipt


def test_a_far_store_whose_answer_is_lost_does_it_once(
    store: SqlStore, clock: Clock, tmp_path: Path
) -> None:
    far = Unreachable(f"sqlite:///{tmp_path / 'far.db'}")
    far.import_records([{"id": "C1", "email": "a@b.example"}], [order_record("20001", "pending")])
    operations = operations_of(store, clock, far)
    waiting = prepared(operations)
    with pytest.raises(ConnectionError):
        operations.confirm(ADA.sender_id, waiting.operation_id, "yes")
    far.lost = False
    done = operations.confirm(ADA.sender_id, waiting.operation_id, "yes")
    assert done.state is OperationState.DONE
    assert state_and_version(far) == (OrderState.CANCELLED, 2)
    assert state_and_version(store) == (OrderState.PENDING, 1)
    assert audit(store, waiting.operation_id) == ["prepared", "confirmed", "done"]
    far.close()


def _read(detail: Any) -> Any:
    return json.loads(detail) if isinstance(detail, str) else detail
