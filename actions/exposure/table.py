"""The table of what was shown, a row a product, surface and day. Owns its queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from actions.exposure.schema import ExposureRow
from actions.personal.consents import INSERTS
from actions.stores.engine import writing

if TYPE_CHECKING:
    from actions.exposure.shown import Shown

AT_ONCE = 500


class ExposureTable:
    """Methods block; call them from a worker thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, tallies: Sequence[Shown]) -> None:
        """All or nothing, to what is there already."""
        if not tallies:
            return
        insert = INSERTS[self._engine.dialect.name](ExposureRow)
        added = insert.on_conflict_do_update(
            index_elements=["product_id", "surface", "day"],
            set_={"times": ExposureRow.times + insert.excluded.times},
        )
        rows = [
            {"product_id": one.phrase, "surface": one.surface, "day": one.day, "times": one.times}
            for one in tallies
        ]
        with writing(self._engine) as session:
            for start in range(0, len(rows), AT_ONCE):
                session.execute(added, rows[start : start + AT_ONCE])

    def forget(self, before: date) -> None:
        with writing(self._engine) as session:
            session.execute(delete(ExposureRow).where(ExposureRow.day < before))

    def since(self, first: date) -> dict[str, dict[str, int]]:
        """Surface -> product -> how often it was shown."""
        asked = (
            select(ExposureRow.surface, ExposureRow.product_id, func.sum(ExposureRow.times))
            .where(ExposureRow.day >= first)
            .group_by(ExposureRow.surface, ExposureRow.product_id)
        )
        found: dict[str, dict[str, int]] = {}
        with Session(self._engine) as session:
            for surface, product_id, times in session.execute(asked):
                found.setdefault(surface, {})[product_id] = int(times)
        return found
