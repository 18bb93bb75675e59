"""Rasa's conversations in an SQL database, each kept as short as its next turn needs.

With Rasa's own store a turn reads, copies and featurises all that was said before, so it costs more
with each turn. Here a conversation is its session's start, the newest value of each slot and the
newest turns; the rest is deleted when it is read. Owns which rows of `events` stay, in Rasa's own
schema; what they mean is Rasa's.

`python -m bot.conversations erase SENDER ...` forgets senders; `show` prints what is kept of them.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import SingletonThreadPool

KEEP_TURNS = 5
SPARE_TURNS = 5  # come on top before any are deleted, so that not every turn deletes
KEEP_DAYS = 30.0  # the gateway's sessions live as long
LOOK_EVERY_S = 60.0
FORGOTTEN_AT_ONCE = 50

SQLITE_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",  # a killed process loses nothing, and no turn waits for the disk
    "PRAGMA busy_timeout = 5000",
)
# What stays of the turns that go, the newest of each: the values of slots by their names.
STATE = {"session_started": "session", "active_loop": "loop", "pause": "pause", "resume": "pause"}
ANEW = {"restart", "reset_slots"}  # what was set before these counts no more


def mended() -> dict[str, Callable[..., Any]]:
    """What of Rasa's own store works otherwise here, by name."""
    names = ("_retrieve", "save", "_additional_events")
    return {f"SQLTrackerStore.{name}": getattr(SQLTrackerStore, name) for name in names}


class Conversations(SQLTrackerStore):
    """`keep_turns` newest turns stay of a conversation, and one that nobody has spoken in for
    `keep_days` is forgotten."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        keep_turns: int = KEEP_TURNS,
        keep_days: float = KEEP_DAYS,
        **where: Any,
    ) -> None:
        super().__init__(domain, event_broker=event_broker, **where)
        if self.engine.dialect.name == "sqlite":
            self.engine = _kept_open(self.engine)
            self.sessionmaker.configure(bind=self.engine)
        self._keep_turns, self._keep_s = keep_turns, keep_days * 24 * 3600
        self._look_again = 0.0
        self._rows = self.SQLEvent.__table__
        self._read, self._count = _reading(self._rows), _counting(self._rows)
        if self.engine.dialect.name in {"sqlite", "postgresql"}:
            with self.engine.begin() as connection:
                by_age = "CREATE INDEX IF NOT EXISTS events_by_age ON events (timestamp)"
                connection.execute(sa.text(by_age))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as far as it is kept. What goes is deleted before anybody sees it, so
        that Rasa's count of stored events stays that of the tracker's."""
        with self.engine.begin() as connection:
            rows = connection.execute(self._read, {"sender": sender_id}).all()
            kept = newest(rows, self._keep_turns)
            if len(kept) < len(rows):
                self._delete_others(connection, sender_id, rows[-1].id, [row.id for row in kept])
        if not kept:
            return None
        events = [json.loads(row.data) for row in kept]
        return DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Adds what was said since the conversation was read."""
        await self.stream_events(tracker)
        with self.engine.begin() as connection:
            stored = connection.execute(self._count, {"sender": tracker.sender_id}).scalar_one()
            said = islice(tracker.events, stored, None)
            new = [_row(tracker.sender_id, event.type_name, event.as_dict()) for event in said]
            if new:
                connection.execute(self._rows.insert(), new)
        now = time.time()
        if now >= self._look_again:
            self._look_again = now + LOOK_EVERY_S
            self.forget_before(now - self._keep_s)

    def erase(self, sender_ids: Iterable[str]) -> int:
        """How many events there were."""
        with self.engine.begin() as connection:
            delete = sa.delete(self._rows).where(self._rows.c.sender_id.in_(list(sender_ids)))
            return int(connection.execute(delete).rowcount)

    def events_of(self, sender_ids: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """Sender -> events, the oldest first; of whom nothing is kept is left out."""
        with self.engine.begin() as connection:
            found = {
                sender_id: [
                    json.loads(row.data)
                    for row in connection.execute(self._read, {"sender": sender_id})
                ]
                for sender_id in sender_ids
            }
        return {sender_id: events for sender_id, events in found.items() if events}

    def forget_before(self, moment: float) -> int:
        """Erases some of the conversations whose last event is older. How many events those had."""
        columns = self._rows.c
        old = sa.select(columns.sender_id).where(columns.timestamp < moment).limit(1000)
        silent = (
            sa.select(columns.sender_id)
            .where(columns.sender_id.in_(old.scalar_subquery()))
            .group_by(columns.sender_id)
            .having(sa.func.max(columns.timestamp) < moment)
            .limit(FORGOTTEN_AT_ONCE)
        )
        with self.engine.connect() as connection:
            found = connection.execute(silent).scalars().all()
        return self.erase(found) if found else 0

    def _delete_others(
        self, connection: Connection, sender_id: str, last: int, kept: Sequence[int]
    ) -> None:
        columns = self._rows.c
        others = sa.and_(
            columns.sender_id == sender_id, columns.id <= last, columns.id.not_in(kept)
        )
        connection.execute(sa.delete(self._rows).where(others))


def newest(rows: Sequence[Any], keep_turns: int) -> list[Any]:
    """Of a sender's rows, oldest first, those that stay: of the last session all, or when that has
    grown long, what is set by it and its `keep_turns` newest turns."""
    starts = [place for place, row in enumerate(rows) if row.type_name == "session_started"]
    session = list(rows[starts[-1] :] if starts else rows)
    turns = [place for place, row in enumerate(session) if row.type_name == "user"]
    if len(turns) <= keep_turns + SPARE_TURNS:
        return session
    cut = turns[-keep_turns]
    if cut and session[cut - 1].action_name == ACTION_LISTEN_NAME:
        cut -= 1  # a turn begins where Rasa began to listen
    return _set_by(session[:cut]) + session[cut:]


def _reading(rows: sa.Table) -> Any:
    columns = rows.c
    wanted = sa.select(columns.id, columns.type_name, columns.action_name, columns.data)
    return wanted.where(columns.sender_id == sa.bindparam("sender")).order_by(columns.id)


def _counting(rows: sa.Table) -> Any:
    """The events of the sender's last session."""
    own = rows.c.sender_id == sa.bindparam("sender")
    start = sa.select(sa.func.max(rows.c.id)).where(own, rows.c.type_name == "session_started")
    since = rows.c.id >= sa.func.coalesce(start.scalar_subquery(), 0)
    return sa.select(sa.func.count()).select_from(rows).where(own, since)


def _row(sender_id: str, type_name: str, event: dict[str, Any]) -> dict[str, Any]:
    return {
        "sender_id": sender_id,
        "type_name": type_name,
        "timestamp": event.get("timestamp"),
        "intent_name": event.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": event.get("name"),
        "data": json.dumps(event),
    }


def _set_by(rows: Sequence[Any]) -> list[Any]:
    found: dict[str, Any] = {}
    for row in rows:
        if row.type_name in ANEW:
            found = {key: one for key, one in found.items() if key == "session"}
        elif row.type_name == "slot":
            found[f"slot {row.action_name}"] = row
        elif row.type_name in STATE:
            found[STATE[row.type_name]] = row
    return sorted(found.values(), key=lambda row: int(row.id))


def _kept_open(engine: Engine) -> Engine:
    """One connection a thread instead of one a query."""
    mended = sa.create_engine(engine.url, poolclass=SingletonThreadPool)
    engine.dispose()

    @sa.event.listens_for(mended, "connect")
    def _set_up(connection: Any, _: Any) -> None:
        for setting in SQLITE_SETTINGS:
            connection.execute(setting)

    return mended


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--endpoints", default="endpoints.yml")
    parser.add_argument("what", choices=["erase", "show"])
    parser.add_argument("sender", nargs="+")
    given = parser.parse_args()
    store = AvailableEndpoints.read_endpoints(given.endpoints).tracker_store
    if store is None:
        raise SystemExit(f"{given.endpoints} names no tracker_store")
    conversations = Conversations(**store.kwargs)
    if given.what == "show":
        print(json.dumps(conversations.events_of(given.sender)))
    else:
        print(f"{conversations.erase(given.sender)} events erased.")


if __name__ == "__main__":
    main()
