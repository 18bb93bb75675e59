"""What the desk has registered is listed and closed, once, with a row of the audit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session
from two_customers import ADA, Clock, open_shop, operations_of

from actions.cli.requests import command
from actions.operations import OperationState
from actions.operations.errors import NoSuchRequest, RequestClosed
from actions.operations.requests import Requests
from actions.operations.schema import AuditRow
from actions.policies.wish import AlertWish, ExchangeWish, ReturnWish, TicketWish, Wish
from actions.stores import SqlStore

DAY = date(2026, 6, 25)


@pytest.fixture
def store(database_url: str) -> Iterator[SqlStore]:
    opened = open_shop(database_url)
    yield opened
    opened.close()


@pytest.fixture
def requests(store: SqlStore) -> Requests:
    return Requests(store.engine, lambda: DAY, Clock())


def registered(store: SqlStore, wish: Wish) -> str:
    """Its reference."""
    operations = operations_of(store, Clock())
    operation = operations.prepare(ADA, wish).operation
    assert operation
    done = operations.confirm(ADA.sender_id, operation.operation_id, "yes")
    assert done.state is OperationState.DONE
    assert done.receipt
    return done.receipt.reference


def test_each_says_whose_it_is_and_what_it_is_about(store: SqlStore, requests: Requests) -> None:
    ticket = registered(store, TicketWish("warranty_claim", "It leaks.", "20002", "K-RED"))
    back = registered(store, ReturnWish("20002", "unwanted"))
    alert = registered(store, AlertWish("K", "K-OUT"))
    told = {one["reference"]: one for one in requests.listed()}
    assert set(told) == {ticket, back, alert}
    assert told[ticket]["said"] == "It leaks."
    assert told[ticket]["goods"] == ["Kettle (K-RED)"]
    assert (told[ticket]["name"], told[ticket]["email"]) == ("Ada Bell", "ada@shop.example")
    assert (told[back]["order_id"], told[back]["reason"]) == ("20002", "unwanted")
    assert told[back]["goods"] == ["1 × Kettle (K-RED)"]
    assert told[alert]["goods"] == ["K-OUT"]


def test_an_exchange_says_for_what(store: SqlStore, requests: Requests) -> None:
    registered(store, ExchangeWish("20002", (("K-RED", "K-BLU"),)))
    assert requests.listed(kind="start_exchange")[0]["goods"] == ["Kettle (K-RED) → K-BLU"]
    assert requests.listed(kind="complaint") == []


def test_closed_is_out_of_the_way_and_on_record(store: SqlStore, requests: Requests) -> None:
    wish = TicketWish("complaint", "It hums.", "20002")
    first = registered(store, wish)
    closed = requests.close(f" {first.lower()} ", "Maeve", "Sent her a new one.")
    assert (closed["closed"], closed["by"]) == ("2026-06-25", "Maeve")
    assert requests.listed() == []
    assert requests.listed("closed") == [closed] == requests.listed("")
    order = store.order("20002")
    assert order
    assert not order.has_open("complaint")
    with Session(store.engine) as session:
        rows = session.scalars(select(AuditRow).where(AuditRow.operation_id == first)).all()
        assert [(row.event, row.customer_id) for row in rows] == [("closed", "C1")]
        assert rows[0].detail["note"] == "Sent her a new one."
    assert registered(store, wish) != first  # and the next one is heard


def test_who_closes_it_at_once_with_another_is_told(store: SqlStore, requests: Requests) -> None:
    reference = registered(store, TicketWish("complaint", "It hums."))

    def close(name: str) -> bool:
        try:
            requests.close(reference, name, "")
        except RequestClosed:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(close, "abcd")) == [False, False, False, True]
    with pytest.raises(NoSuchRequest):
        requests.close("TK-NOTHING", "a", "")


def test_the_command_lists_and_closes(
    store: SqlStore, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORECLERK_DATABASE", database_url)
    reference = registered(store, TicketWish("complaint", "It hums [loudly]."))
    shown = CliRunner().invoke(command, ["list"], env={"COLUMNS": "300"})
    assert reference in shown.output
    done = CliRunner().invoke(command, ["close", reference, "--note", "new one", "--by", "Maeve"])
    assert (done.exit_code, done.output) == (0, f"{reference} is closed.\n")
    assert "No such requests" in CliRunner().invoke(command, ["list"]).output
    told = json.loads(CliRunner().invoke(command, ["list", "--closed", "--json"]).output)
    assert [one["note"] for one in told["requests"]] == ["new one"]
    assert isinstance(CliRunner().invoke(command, ["close", reference]).exception, RequestClosed)
