"""Handoffs in the server's database. Owns the steps from one state to the next, and that what is
said in them is kept, in order and once.

Each step locks the handoff's row: of several at once one goes first, and the others see what it
left. What the desk's own system is to know is written to the outbox in the same transaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.handoff.errors import HandoffClosed, HandoffTaken, NoSuchHandoff
from actions.handoff.handoff import Author, Handoff, HandoffState, Line
from actions.handoff.lines import add_line, gather, lines_of, mark_seen, prune, unseen_lines
from actions.handoff.outbox import post
from actions.handoff.schema import HandoffRow
from actions.stores.engine import writing
from actions.stores.moment import now


class Cases:
    """Methods block; call them from a worker thread. `target` is whom letters are for; without
    one none is written. Of a conversation that is with nobody, `keep` lines are kept."""

    def __init__(
        self,
        engine: Engine,
        target: str | None = None,
        keep: int = 80,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._engine, self._target, self._keep, self.clock = engine, target, keep, clock

    def open(
        self,
        sender_id: str,
        reason: str,
        summary: str,
        evidence: Sequence[Any] = (),
        told: Mapping[str, Any] | None = None,
    ) -> tuple[Handoff, bool]:
        """And whether it is new: where the sender has one already, that one."""
        try:
            with writing(self._engine) as session:
                row = self._open_of(session, sender_id)
                if row is not None:
                    return Handoff.of(row), False
                row = self._new(session, sender_id, reason, summary, evidence, told or {})
                return Handoff.of(row), True
        except IntegrityError:  # another message of this sender came first
            found = self.current(sender_id)
            if found is None:
                raise
            return found, False

    def current(self, sender_id: str) -> Handoff | None:
        """The sender's, unless it is closed."""
        with Session(self._engine) as session:
            row = session.scalar(_open_ones(sender_id))
            return Handoff.of(row) if row else None

    def get(self, handoff_id: str) -> tuple[Handoff, list[Line]]:
        """With all that was said. Raises `NoSuchHandoff`."""
        with Session(self._engine) as session:
            row = session.get(HandoffRow, handoff_id)
            if row is None:
                raise NoSuchHandoff(f"there is no handoff {handoff_id}")
            return Handoff.of(row), lines_of(session, handoff_id)

    def record(self, sender_id: str, lines: Sequence[Line]) -> bool:
        """What a turn with the assistant said. True where a colleague is to see it too."""
        with writing(self._engine) as session:
            row = self._open_of(session, sender_id)
            for line in lines:
                self._say(session, sender_id, line, row)
            if row is None:
                prune(session, sender_id, self._keep)
            return row is not None

    def hold(self, sender_id: str, line: Line, also_waiting: bool = False) -> Handoff | None:
        """Keep the line for the colleague who has the conversation (or is to have it, with
        `also_waiting`); None, and nothing kept, where the assistant has it."""
        if self.current(sender_id) is None:
            return None  # nearly every turn: it needn't wait for those who write
        with writing(self._engine) as session:
            row = self._open_of(session, sender_id)
            if row is None or (row.state == HandoffState.WAITING and not also_waiting):
                return None
            self._say(session, sender_id, line, row)
            return Handoff.of(row)

    def take(self, handoff_id: str, name: str, notice: str) -> Handoff:
        """Again by the same colleague changes nothing. Raises `NoSuchHandoff`, `HandoffClosed`,
        `HandoffTaken`."""
        with writing(self._engine) as session:
            row = _locked(session, handoff_id)
            if row.state == HandoffState.TAKEN and row.taken_by != name:
                raise HandoffTaken(f"{row.taken_by} has this conversation", "by")
            self._take(session, row, name, notice)
            return Handoff.of(row)

    def say(self, handoff_id: str, line: Line, notice: str) -> Handoff:
        """A colleague's words to the customer; whoever writes first has taken it. A key that was
        written before changes nothing. Raises `NoSuchHandoff`, `HandoffClosed`."""
        with writing(self._engine) as session:
            row = _locked(session, handoff_id)
            self._take(session, row, line.name, notice)
            add_line(session, row.sender_id, line, handoff_id)
            return Handoff.of(row)

    def close(self, handoff_id: str, by: str, notice: str) -> Handoff:
        """The assistant has the conversation again. One that is closed stays as it is. Raises
        `NoSuchHandoff`."""
        with writing(self._engine) as session:
            row = _locked(session, handoff_id, closed=True)
            if row.state != HandoffState.CLOSED:
                moment = self.clock()
                row.state, row.closed, row.closed_by = HandoffState.CLOSED.value, moment, by
                self._notice(session, row, notice)
                self._post(session, row, "closed", {"by": by})
            return Handoff.of(row)

    def by_external(self, external_id: str) -> str | None:
        """The id of the handoff that the target knows by that one."""
        with Session(self._engine) as session:
            known = select(HandoffRow.handoff_id).where(HandoffRow.external_id == external_id)
            return session.scalar(known.order_by(HandoffRow.opened.desc()).limit(1))

    def unseen(self, sender_id: str) -> list[Line]:
        """What the customer's side is not known to have, the oldest first."""
        with Session(self._engine) as session:
            return unseen_lines(session, sender_id)

    def seen(self, sender_id: str, keys: Sequence[str]) -> None:
        with writing(self._engine) as session:
            mark_seen(session, sender_id, keys, self.clock())

    def _new(
        self, session: Session, sender_id: str, reason: str, summary: str,
        evidence: Sequence[Any], told: Mapping[str, Any],
    ) -> HandoffRow:  # fmt: skip
        row = HandoffRow(
            handoff_id=secrets.token_hex(8),
            sender_id=sender_id,
            state=HandoffState.WAITING.value,
            reason=reason,
            summary=summary,
            evidence=list(evidence),
            told=dict(told),
            opened=self.clock(),
            taken_by="",
            closed_by="",
            letters=0,
            external={},
        )
        session.add(row)
        session.flush()
        gather(session, sender_id, row.handoff_id)
        said = [line.as_json() for line in lines_of(session, row.handoff_id)]
        more = {"conversation": said, "evidence": row.evidence, "told": row.told}
        self._post(session, row, "opened", more)
        return row

    def _take(self, session: Session, row: HandoffRow, name: str, notice: str) -> None:
        if row.state != HandoffState.WAITING:
            return
        row.state, row.taken, row.taken_by = HandoffState.TAKEN.value, self.clock(), name
        self._notice(session, row, notice)
        self._post(session, row, "taken", {"by": name})

    def _notice(self, session: Session, row: HandoffRow, text: str) -> None:
        """To the customer, about who has the conversation."""
        key = secrets.token_hex(8)
        who = {"state": row.state, "by": row.taken_by}
        line = Line(key, Author.NOTICE, text, self.clock(), card=who, is_seen=False)
        add_line(session, row.sender_id, line, row.handoff_id)

    def _say(self, session: Session, sender_id: str, line: Line, row: HandoffRow | None) -> None:
        """With a letter where a handoff is open, unless it was said before."""
        is_new = add_line(session, sender_id, line, row.handoff_id if row else None)
        if row is not None and is_new:
            self._post(session, row, "message", {"message": line.as_json()})

    def _post(self, session: Session, row: HandoffRow, event: str, more: Mapping[str, Any]) -> None:
        if self._target is not None:
            payload = {"handoff": Handoff.of(row).as_json(), **more}
            post(session, row, self._target, event, payload, self.clock())

    def _open_of(self, session: Session, sender_id: str) -> HandoffRow | None:
        return session.scalar(_open_ones(sender_id).with_for_update())


def _open_ones(sender_id: str) -> Select[HandoffRow]:
    return select(HandoffRow).where(
        HandoffRow.sender_id == sender_id, HandoffRow.state != HandoffState.CLOSED.value
    )


def _locked(session: Session, handoff_id: str, closed: bool = False) -> HandoffRow:
    row = session.get(HandoffRow, handoff_id, with_for_update=True)
    if row is None:
        raise NoSuchHandoff(f"there is no handoff {handoff_id}")
    if row.state == HandoffState.CLOSED and not closed:
        raise HandoffClosed("this handoff is closed: the assistant has the conversation again")
    return row
