"""What was said, in the server's database. Owns the queries on lines; commits nothing itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.handoff.handoff import Author, Line
from actions.handoff.schema import LineRow


def add_line(session: Session, sender_id: str, line: Line, handoff_id: str | None) -> bool:
    """False where the sender has a line of that key already: it stays as it is."""
    row = LineRow(
        sender_id=sender_id,
        handoff_id=handoff_id,
        key=line.key,
        author=line.author.value,
        name=line.name,
        text=line.text,
        card=dict(line.card) if line.card else None,
        evidence=list(line.evidence) if line.evidence else None,
        said=line.said,
        seen=line.said if line.is_seen else None,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def prune(session: Session, sender_id: str, keep: int) -> None:
    """Of what belongs to no handoff, the last `keep` stay."""
    loose = select(LineRow.line_id).where(
        LineRow.sender_id == sender_id, LineRow.handoff_id.is_(None)
    )
    oldest_kept = loose.order_by(LineRow.line_id.desc()).offset(keep).limit(1)
    last_to_go = session.scalar(oldest_kept)
    if last_to_go is not None:
        session.execute(
            delete(LineRow).where(
                LineRow.sender_id == sender_id,
                LineRow.handoff_id.is_(None),
                LineRow.line_id <= last_to_go,
            )
        )


def gather(session: Session, sender_id: str, handoff_id: str) -> None:
    """What was said so far belongs to the handoff from now on."""
    session.execute(
        update(LineRow)
        .where(LineRow.sender_id == sender_id, LineRow.handoff_id.is_(None))
        .values(handoff_id=handoff_id)
    )


def lines_of(session: Session, handoff_id: str) -> list[Line]:
    mine = select(LineRow).where(LineRow.handoff_id == handoff_id)
    return [Line.of(row) for row in session.scalars(mine.order_by(LineRow.line_id))]


def last_words(session: Session, handoff_id: str) -> Line | None:
    """The customer's."""
    theirs = select(LineRow).where(
        LineRow.handoff_id == handoff_id, LineRow.author == Author.CUSTOMER.value
    )
    row = session.scalar(theirs.order_by(LineRow.line_id.desc()).limit(1))
    return Line.of(row) if row else None


def unseen_lines(session: Session, sender_id: str) -> list[Line]:
    waiting = select(LineRow).where(LineRow.sender_id == sender_id, LineRow.seen.is_(None))
    return [Line.of(row) for row in session.scalars(waiting.order_by(LineRow.line_id))]


def mark_seen(session: Session, sender_id: str, keys: Iterable[str], moment: datetime) -> None:
    session.execute(
        update(LineRow)
        .where(LineRow.sender_id == sender_id, LineRow.key.in_(list(keys)), LineRow.seen.is_(None))
        .values(seen=moment)
    )
