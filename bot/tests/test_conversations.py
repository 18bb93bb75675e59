"""Conversations kept short: what a next turn needs stays, the rest goes, and a restart loses
nothing."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot

from bot.conversations import KEEP_TURNS, SPARE_TURNS, Conversations, newest
from bot.tests.conftest import ROOT
from bot.tests.customer import SAID, Customer
from bot.tests.stand_in import StandIn, golden

POSTGRES = os.environ.get(
    "STORECLERK_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres"
).replace("+psycopg:", ":")  # Rasa's environment has psycopg2
LONG = KEEP_TURNS + SPARE_TURNS


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "rasa.db")


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, file: str) -> Iterator[dict[str, Any]]:
    """What names an empty database of each kind to Rasa. Skips where PostgreSQL isn't running."""
    if request.param == "sqlite":
        yield {"db": file}
        return
    name = f"storeclerk_bot_{uuid.uuid4().hex[:12]}"
    admin = sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    except sa.exc.OperationalError:
        pytest.skip("PostgreSQL isn't running (STORECLERK_TEST_POSTGRES names another address)")
    yield {"dialect": "postgresql", "host": POSTGRES.rsplit("/", 1)[0] + f"/{name}"}
    with admin.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
    admin.dispose()


@pytest.fixture
def store(where: dict[str, Any]) -> Iterator[Conversations]:
    store = Conversations(domain_with_slots(), **where)
    yield store
    store.engine.dispose()


@pytest.fixture
def kept_agent(loaded_agent: Agent, stand_in: StandIn, file: str) -> Iterator[Agent]:
    """Rasa as `agent`, with its conversations in a file."""
    before = loaded_agent.tracker_store
    kept = Conversations(loaded_agent.domain, db=file)
    loaded_agent.tracker_store = loaded_agent.processor.tracker_store = kept
    yield loaded_agent
    loaded_agent.tracker_store = loaded_agent.processor.tracker_store = before


def domain_with_slots() -> Domain:
    domain = Domain.empty()
    domain.slots.extend(AnySlot(name, mappings=[{}]) for name in ("search_state", "matter"))
    return domain


def rows(*kinds: str) -> list[Any]:
    """`user`, `listen`, `slot:NAME` and Rasa's other names of events, numbered from 0."""
    made = []
    for number, kind in enumerate(kinds):
        name, _, of = kind.partition(":")
        action = "action_listen" if name == "listen" else of or None
        type_name = "action" if name == "listen" else name
        made.append(SimpleNamespace(id=number, type_name=type_name, action_name=action))
    return made


def ids(kept: Sequence[Any]) -> list[int]:
    return [row.id for row in kept]


def test_a_short_conversation_stays_whole() -> None:
    said = rows("session_started", *["listen", "user"] * LONG)
    assert newest(said, KEEP_TURNS) == said


def test_a_session_before_the_last_one_goes() -> None:
    said = rows("session_started", "slot:a", "listen", "user", "session_started", "listen", "user")
    assert ids(newest(said, KEEP_TURNS)) == [4, 5, 6]


def test_a_long_one_keeps_its_start_and_its_newest_turns() -> None:
    said = rows("session_started", *["listen", "user", "bot"] * (LONG + 1))
    assert ids(newest(said, 2)) == [0, *range(len(said) - 6, len(said))]


def test_of_what_goes_the_newest_value_of_each_slot_stays() -> None:
    turns = ["listen", "user"] * (LONG + 1)
    said = rows("session_started", "slot:a", "slot:b", "slot:a", "active_loop", "pause", *turns)
    assert ids(newest(said, 1))[:-2] == [0, 2, 3, 4, 5]


@pytest.mark.parametrize("event", ["restart", "reset_slots"])
def test_what_was_reset_does_not_come_back(event: str) -> None:
    said = rows("session_started", "slot:a", event, "slot:b", *["listen", "user"] * (LONG + 1))
    assert ids(newest(said, 1))[:-2] == [0, 3]


def test_nothing_is_kept_of_nothing() -> None:
    assert newest([], KEEP_TURNS) == []


async def say(store: TrackerStore, number: int, *more: Event) -> None:
    tracker = await store.get_or_create_tracker("s-1", append_action_listen=False)
    listened, said = ActionExecuted("action_listen"), UserUttered(f"message {number}")
    tracker.update_with_events([listened, said, *more, BotUttered(f"answer {number}")], None)
    await store.save(tracker)


async def test_a_long_conversation_is_read_as_rasa_reads_its_end(
    store: Conversations, tmp_path: Path
) -> None:
    rasas = SQLTrackerStore(domain_with_slots(), db=str(tmp_path / "own.db"))
    for each in (store, rasas):
        for number in range(40):
            more = [SlotSet("search_state", {"n": number})] if number % 9 == 0 else []
            await say(each, number, *more)
    ours, own = await store.retrieve("s-1"), await rasas.retrieve("s-1")
    assert len(ours.events) <= 4 * LONG + 1 < len(own.events)
    assert ours.current_slot_values() == own.current_slot_values()
    assert ours.get_slot("search_state") == {"n": 36}
    assert ours.latest_message.text == own.latest_message.text == "message 39"
    texts = [e.text for e in ours.events if isinstance(e, UserUttered)]
    assert texts == [f"message {number}" for number in range(40 - len(texts), 40)]


async def test_the_store_does_not_grow(store: Conversations) -> None:
    for number in range(60):
        await say(store, number, SlotSet("search_state", number))
    with store.engine.connect() as connection:
        count = connection.exec_driver_sql("select count(*) from events").scalar_one()
    assert count <= 4 * (LONG + 1) + 2


async def test_rasas_own_store_reads_what_was_kept(
    store: Conversations, where: dict[str, Any]
) -> None:
    for number in range(60):
        await say(store, number, SlotSet("search_state", number))
    own = await SQLTrackerStore(domain_with_slots(), **where).retrieve("s-1")
    ours = await store.retrieve("s-1")
    assert own.get_slot("search_state") == ours.get_slot("search_state") == 59
    assert own.latest_message.text == "message 59"


async def test_an_event_is_stored_once(store: Conversations) -> None:
    for number in range(3):
        await say(store, number)
    for _ in range(2):
        await store.save(await store.retrieve("s-1"))
    tracker = await store.retrieve("s-1")
    assert len([e for e in tracker.events if isinstance(e, UserUttered)]) == 3


async def test_a_sender_is_erased_and_no_other(store: Conversations) -> None:
    await say(store, 1)
    other = await store.get_or_create_tracker("s-2")
    assert store.erase(["s-1"]) == 3
    assert await store.retrieve("s-1") is None
    assert len((await store.retrieve("s-2")).events) == len(other.events)


async def test_it_opens_where_it_was_opened_before(
    store: Conversations, where: dict[str, Any]
) -> None:
    await say(store, 1)
    again = Conversations(domain_with_slots(), **where)
    assert (await again.retrieve("s-1")).latest_message.text == "message 1"
    again.engine.dispose()


async def test_silent_conversations_are_forgotten(store: Conversations) -> None:
    await say(store, 1)
    between = time.time()
    await store.get_or_create_tracker("s-2")
    assert store.forget_before(between) == 3
    assert list(await store.keys()) == ["s-2"]
    assert store.forget_before(between) == 0


async def test_old_words_of_somebody_who_still_speaks_stay(store: Conversations) -> None:
    await say(store, 1)
    between = time.time()
    await say(store, 2)
    assert store.forget_before(between) == 0


async def test_saving_forgets_what_is_too_old(file: str) -> None:
    store = Conversations(domain_with_slots(), db=file, keep_days=1e-7)
    await say(store, 1)
    await asyncio.sleep(0.05)
    store._look_again = 0
    await store.get_or_create_tracker("s-2")
    assert "s-1" not in await store.keys()


def test_the_project_keeps_its_conversations_so(tmp_path: Path) -> None:
    config = AvailableEndpoints.read_endpoints("endpoints.yml").tracker_store
    config.kwargs["db"] = str(tmp_path / "rasa.db")
    assert isinstance(TrackerStore.create(config), Conversations)


def test_a_sender_is_shown_and_erased_from_the_command_line(tmp_path: Path, file: str) -> None:
    store = Conversations(domain_with_slots(), db=file)
    asyncio.run(say(store, 1))
    endpoints = tmp_path / "endpoints.yml"
    text = (ROOT / "endpoints.yml").read_text(encoding="utf-8")
    endpoints.write_text(text.replace("var/rasa.db", file), encoding="utf-8")
    command = [sys.executable, "-m", "bot.conversations", "--endpoints", str(endpoints)]
    shown, done = (
        subprocess.run([*command, what, "--", "s-1"], cwd=ROOT, capture_output=True, text=True)
        for what in ("show", "erase")
    )
    assert len(json.loads(shown.stdout)["s-1"]) == 3, shown.stderr
    assert done.stdout == "3 events erased.\n", done.stderr


async def test_a_long_conversation_goes_on_as_it_was(kept_agent: Agent, stand_in: StandIn) -> None:
    customer, state = Customer(kept_agent), golden("action_response")["events"][0]["value"]
    await customer.say(SAID["search"])
    for _ in range(LONG):
        for intent in ("policy", "thanks"):
            assert await customer.say(SAID[intent]) == [f"action_{intent}: {SAID[intent]}"]
    assert await customer.slot() == state
    assert stand_in.requests[-1]["tracker"]["slots"]["search_state"] == state
    assert len((await kept_agent.tracker_store.retrieve(customer.sender)).events) < 6 * (LONG + 2)


def grow_older(store: Conversations, seconds: float) -> None:
    with store.engine.begin() as connection:
        for number, data in connection.exec_driver_sql("select id, data from events").all():
            event = json.loads(data)
            event["timestamp"] -= seconds
            values = (event["timestamp"], json.dumps(event), number)
            connection.exec_driver_sql("update events set timestamp=?, data=? where id=?", values)


async def test_a_new_session_takes_the_search_along(kept_agent: Agent) -> None:
    customer, state = Customer(kept_agent), golden("action_response")["events"][0]["value"]
    await customer.say(SAID["search"])
    grow_older(kept_agent.tracker_store, seconds=7200)
    assert await customer.say(SAID["thanks"]) == [f"action_thanks: {SAID['thanks']}"]
    assert await customer.slot() == state
    tracker = await kept_agent.tracker_store.retrieve(customer.sender)
    assert [e.text for e in tracker.events if isinstance(e, UserUttered)] == [SAID["thanks"]]
