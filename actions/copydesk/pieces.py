"""The table of copy: proposed, accepted, edited, rejected. Owns its queries and which decision
follows which; whether a text may be accepted is asked before."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.copydesk.features import features_of
from actions.copydesk.kinds import Kind
from actions.copydesk.piece import Piece
from actions.copydesk.ranking import Decision, Ranking, learn
from actions.copydesk.schema import CopyPieceRow
from actions.errors import BadInput, NotFound
from actions.stores.engine import writing
from actions.stores.moment import now

STATES = ("proposed", "accepted", "edited", "rejected")
REMEMBERED = 2_000  # decisions of a kind, the newest
EDITED_WEIGHT = 0.5
_DECIDED = ("state", "edited", "decided_by", "reason", "decided")


@dataclass(frozen=True, slots=True)
class ForWhom:
    """The one customer that copy is for, and why this product; empty for copy to many."""

    customer_id: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A decision: the new state, by whom and why; `edited` are a merchant's texts by part."""

    state: str
    by: str
    reason: str = ""
    edited: Mapping[str, str] | None = None


class Pieces:
    """Methods block; call them from a worker thread. Rows come detached."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine, self._clock = engine, clock

    def propose(self, pieces: Sequence[Piece], to: ForWhom = ForWhom()) -> list[CopyPieceRow]:
        with writing(self._engine) as session:
            rows = [_row(piece, to, self._clock()) for piece in pieces]
            session.add_all(rows)
            session.flush()
            session.expunge_all()
        return rows

    def listed(
        self, states: Sequence[str] = (), kind: str = "", product_id: str = "", most: int = 100
    ) -> list[CopyPieceRow]:
        """The newest first; all of them where nothing is said."""
        query = select(CopyPieceRow).order_by(
            CopyPieceRow.created.desc(), CopyPieceRow.piece_id.desc()
        )
        if states:
            query = query.where(CopyPieceRow.state.in_(states))
        if kind:
            query = query.where(CopyPieceRow.kind == kind)
        if product_id:
            query = query.where(CopyPieceRow.product_id == product_id)
        with Session(self._engine, expire_on_commit=False) as session:
            return list(session.scalars(query.limit(most)))

    def get(self, piece_id: str) -> CopyPieceRow:
        """Raises `NotFound`."""
        with Session(self._engine, expire_on_commit=False) as session:
            return _found(session, piece_id)

    def decide(self, piece_id: str, said: Said) -> CopyPieceRow:
        """A later decision replaces the earlier. Raises `NotFound`."""
        with writing(self._engine) as session:
            row = _found(session, piece_id)
            row.before = {name: _plain(getattr(row, name)) for name in _DECIDED}
            row.state, row.decided_by, row.reason = said.state, said.by, said.reason
            row.edited = dict(said.edited) if said.edited is not None else None
            row.decided = self._clock()
            session.flush()
            session.expunge(row)
        return row

    def undo(self, piece_id: str) -> CopyPieceRow:
        """Back to what it was before its last decision, once. Raises `NotFound`, and `BadInput`
        where there is nothing to take back."""
        with writing(self._engine) as session:
            row = _found(session, piece_id)
            if row.before is None:
                raise BadInput(f"nothing was decided on {piece_id} that could be taken back")
            before = dict(row.before)
            decided = before.pop("decided")
            for name, value in before.items():
                setattr(row, name, value)
            row.decided = datetime.fromisoformat(decided) if decided else None
            row.before = None
            session.flush()
            session.expunge(row)
        return row

    def ranking(self, kind: Kind) -> Ranking:
        """Learned from what was decided on that kind."""
        query = (
            select(CopyPieceRow.features, CopyPieceRow.state)
            .where(CopyPieceRow.kind == kind.value, CopyPieceRow.state != "proposed")
            .order_by(CopyPieceRow.decided.desc())
            .limit(REMEMBERED)
        )
        with Session(self._engine) as session:
            rows = list(session.execute(query))
        return learn([_decision(features, state) for features, state in rows])


def _decision(features: Mapping[str, float], state: str) -> Decision:
    """What had to be edited wasn't good enough as it stood, though nearly."""
    return Decision(features, state == "accepted", EDITED_WEIGHT if state == "edited" else 1.0)


def _found(session: Session, piece_id: str) -> CopyPieceRow:
    row = session.get(CopyPieceRow, piece_id)
    if row is None:
        raise NotFound(f"there is no piece {piece_id}")
    return row


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _row(piece: Piece, to: ForWhom, moment: datetime) -> CopyPieceRow:
    wish = piece.wish
    return CopyPieceRow(
        piece_id=secrets.token_hex(8),
        kind=wish.kind.value,
        product_id=wish.product.product_id,
        customer_id=to.customer_id or None,
        customer=wish.customer,
        because=to.because,
        audience=wish.audience,
        tone=wish.tone.value,
        language=wish.language,
        occasion=wish.reason,
        until=wish.until,
        parts=[
            {"part": part, "text": reply.text, "evidence": list(reply.evidence),
             "source": reply.source}
            for part, reply in piece.parts.items()
        ],
        edited=None,
        state="proposed",
        decided_by="",
        decided=None,
        reason="",
        before=None,
        features=features_of(piece),
        created=moment,
    )  # fmt: skip
