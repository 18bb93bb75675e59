"""The table of searches, a row a phrase and day. Owns its queries, not what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from actions.stores.engine import writing
from actions.stores.schema import Base, SearchRow

if TYPE_CHECKING:
    from actions.searchlog.tally import Tally

_COUNTED = ("searches", "empty", "relaxed", "clicks")


class SearchTable:
    """Methods block; call them from a worker thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        Base.metadata.create_all(engine, tables=[Base.metadata.tables[SearchRow.__tablename__]])

    def add(self, tallies: Sequence[Tally]) -> None:
        """All or nothing, to what is there already."""
        with writing(self._engine) as session:
            for tally in tallies:
                row = session.get(SearchRow, tally.key)
                if row is None:
                    row = SearchRow(phrase=tally.phrase, language=tally.language, day=tally.day)
                    row.searches = row.empty = row.relaxed = row.clicks = 0
                    session.add(row)
                for name in _COUNTED:
                    setattr(row, name, getattr(row, name) + getattr(tally, name))
                row.last, row.query = tally.last, tally.query
                row.understood = tally.understood or row.understood

    def forget(self, before: date) -> None:
        with writing(self._engine) as session:
            session.execute(delete(SearchRow).where(SearchRow.day < before))

    def listed(
        self, *, only: str = "", since: date | None = None, most: int = 100
    ) -> list[dict[str, Any]]:
        """By phrase, the most searched first. `only`: `empty` for those that found nothing,
        `unclicked` for those that found something and of which no result was taken."""
        sums = {name: func.sum(getattr(SearchRow, name)) for name in _COUNTED}
        query = (
            select(
                SearchRow.phrase,
                SearchRow.language,
                func.max(SearchRow.last).label("last"),
                *(total.label(name) for name, total in sums.items()),
            )
            .group_by(SearchRow.phrase, SearchRow.language)
            .having(sums["searches"] > 0)
        )
        if since is not None:
            query = query.where(SearchRow.day >= since)
        counted = sums["empty"] if only == "empty" else sums["searches"]
        if only == "empty":
            query = query.having(sums["empty"] > 0)
        elif only == "unclicked":
            query = query.having(sums["clicks"] == 0, sums["empty"] < sums["searches"])
        query = query.order_by(counted.desc(), SearchRow.phrase).limit(most)
        with Session(self._engine) as session:
            return [self._told(session, row._mapping) for row in session.execute(query)]

    def _told(self, session: Session, row: Any) -> dict[str, Any]:
        """With how it was typed last, and what that was taken to mean."""
        newest = session.scalars(
            select(SearchRow)
            .where(SearchRow.phrase == row["phrase"], SearchRow.language == row["language"])
            .order_by(SearchRow.last.desc())
            .limit(1)
        ).one()
        last: datetime = row["last"]
        return {
            "query": newest.query,
            "language": row["language"],
            **{name: int(row[name]) for name in _COUNTED},
            "last": (last if last.tzinfo else last.replace(tzinfo=UTC)).isoformat(),
            "understood": newest.understood or {},
        }
