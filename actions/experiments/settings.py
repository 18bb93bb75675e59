"""How levers are set when nothing is tried: by the merchant, or by what an experiment showed. Owns
the history: a setting is undone by taking the newest back, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.experiments.errors import NotNow
from actions.experiments.levers import LEVERS, Lever, lever_of
from actions.experiments.schema import LeverSettingRow
from actions.stores.engine import writing
from actions.stores.moment import aware, now


class LeverSettings:
    """Methods block; call them from a worker thread."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine, self._clock = engine, clock

    def now(self) -> dict[str, str]:
        """Lever -> value."""
        with Session(self._engine) as session:
            return {name: _holds(session, lever) for name, lever in LEVERS.items()}

    def put(self, lever: str, value: str, by: str, experiment_id: str | None = None) -> None:
        """Raises `BadInput`, and `NotNow` where it is set so already."""
        known = lever_of(lever)
        known.checked(value)
        with writing(self._engine) as session:
            before = _holds(session, known)
            if before == value:
                raise NotNow(f"{lever} is {value} already")
            session.add(
                LeverSettingRow(
                    lever=lever, value=value, before=before, experiment_id=experiment_id,
                    set_at=self._clock(), set_by=by, undone_at=None, undone_by="",
                )
            )  # fmt: skip

    def undo(self, lever: str, by: str, experiment_id: str | None = None) -> str:
        """Take the newest setting back; with `experiment_id` only where it is of that. What holds
        then. Raises `BadInput`, `NotNow`."""
        known = lever_of(lever)
        with writing(self._engine) as session:
            row = _newest(session, lever)
            if row is None or (experiment_id and row.experiment_id != experiment_id):
                raise NotNow(f"{lever} was set by something else since, or never")
            row.undone_at, row.undone_by = self._clock(), by
            session.flush()
            return _holds(session, known)

    def history(self, most: int = 50) -> list[dict[str, Any]]:
        """The newest first."""
        asked = select(LeverSettingRow).order_by(LeverSettingRow.setting_id.desc()).limit(most)
        with Session(self._engine) as session:
            return [
                {
                    "lever": row.lever, "value": row.value, "before": row.before,
                    "experiment_id": row.experiment_id, "at": aware(row.set_at).isoformat(),
                    "by": row.set_by,
                    "undone": aware(row.undone_at).isoformat() if row.undone_at else None,
                }
                for row in session.scalars(asked)
            ]  # fmt: skip


def _newest(session: Session, lever: str) -> LeverSettingRow | None:
    standing = select(LeverSettingRow).where(
        LeverSettingRow.lever == lever, LeverSettingRow.undone_at.is_(None)
    )
    return session.scalar(standing.order_by(LeverSettingRow.setting_id.desc()).limit(1))


def _holds(session: Session, lever: Lever) -> str:
    """A value that a later version no longer knows is as if it had never been set."""
    row = _newest(session, lever.name)
    return row.value if row is not None and row.value in lever.values else lever.default
