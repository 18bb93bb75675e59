"""The open question: kept in the database, one a sender, for a while."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from actions.dialogue.pending import TTL, Pending
from actions.stores.engine import open_engine
from actions.stores.migrate import migrate

OPTIONS = [("search", "Find a product"), ("policy", "Delivery and returns")]


class Clock:
    now = datetime(2026, 11, 27, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    migrate(engine)
    yield engine
    engine.dispose()


def test_question_keeps_the_words_and_opaque_choices(engine: Engine) -> None:
    pending = Pending(engine)
    asked = pending.ask("ann", "blue thing back", OPTIONS)
    assert pending.get("ann") == asked
    assert asked.utterance == "blue thing back"
    assert [choice.intent for choice in asked.choices] == ["search", "policy"]
    assert len({choice.choice_id for choice in asked.choices}) == 2
    assert all("search" not in choice.choice_id for choice in asked.choices)


def test_it_survives_a_restart_of_the_server(engine: Engine, database_url: str) -> None:
    asked = Pending(engine).ask("ann", "hm", OPTIONS, repeated=1)
    other = open_engine(database_url)
    assert Pending(other).get("ann") == asked
    other.dispose()


def test_one_senders_question_is_not_anothers(engine: Engine) -> None:
    pending = Pending(engine)
    pending.ask("ann", "hm", OPTIONS)
    assert pending.get("bob") is None


def test_it_expires_and_then_nothing_of_it_is_kept(engine: Engine) -> None:
    clock = Clock()
    pending = Pending(engine, clock)
    pending.ask("ann", "hm", OPTIONS)
    clock.now += TTL + timedelta(seconds=1)
    assert pending.get("ann") is None
    pending.ask("bob", "hm", OPTIONS)
    with engine.connect() as connection:
        senders = connection.scalars(text("SELECT sender_id FROM open_questions")).all()
    assert list(senders) == ["bob"]


def test_a_later_question_replaces_the_one_before_and_a_closed_one_is_gone(engine: Engine) -> None:
    pending = Pending(engine)
    pending.ask("ann", "hm", OPTIONS)
    later = pending.ask("ann", "hmm", OPTIONS[:1], repeated=1)
    assert pending.get("ann") == later
    assert later.offers
    pending.close("ann")
    assert pending.get("ann") is None


def test_many_at_once_leave_one_whole_question(engine: Engine) -> None:
    pending = Pending(engine)
    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(lambda n: pending.ask("ann", f"hm {n}", OPTIONS), range(24)))
    assert pending.get("ann") in asked
