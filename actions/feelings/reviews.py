"""Reviews in the server's database. Owns their queries; hears nothing and reports nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from actions.feelings.review import Review
from actions.feelings.schema import ReviewRow
from actions.stores.engine import writing

SAMPLE, OWN = "sample", "shop"
MOST_READ = 50_000
UNHEARD = {"heard_by": "", "label": "", "polarity": 0.0}


class ReviewTable:
    """Methods block; call them from a worker thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, reviews: Sequence[Review], source: str = OWN) -> None:
        """One with an id that is there replaces it, and is to be heard again."""
        with writing(self._engine) as session:
            for one in reviews:
                session.merge(_row(one, source))

    def replace_sample(self, reviews: Sequence[Review]) -> None:
        """What was heard in the same words stays heard, and a review of the shop's own that bears
        the id of one of these stays in its place."""
        with writing(self._engine) as session:
            query = select(ReviewRow).where(ReviewRow.source == SAMPLE)
            heard = {(row.title, row.text): _heard(row) for row in session.scalars(query)}
            session.execute(delete(ReviewRow).where(ReviewRow.source == SAMPLE))
            session.expunge_all()
            own = set(session.scalars(select(ReviewRow.review_id)))
            for one in reviews:
                if one.review_id in own:
                    continue
                row = _row(one, SAMPLE)
                for name, value in heard.get((one.title, one.text), {}).items():
                    setattr(row, name, value)
                session.add(row)

    def remove(self, review_id: str) -> bool:
        with writing(self._engine) as session:
            row = session.get(ReviewRow, review_id)
            if row is not None:
                session.delete(row)
            return row is not None

    def newest_sample(self) -> date | None:
        query = select(ReviewRow.written).where(ReviewRow.source == SAMPLE)
        with Session(self._engine) as session:
            return session.scalar(query.order_by(ReviewRow.written.desc()).limit(1))

    def waiting(self, model: str, most: int) -> list[ReviewRow]:
        """Those that this model hasn't heard, the newest first."""
        query = select(ReviewRow).where(ReviewRow.heard_by != model)
        with Session(self._engine) as session:
            ordered = query.order_by(ReviewRow.written.desc(), ReviewRow.review_id)
            return list(session.scalars(ordered.limit(most)))

    def counted(self, model: str) -> tuple[int, int]:
        """All that are kept, and those of them that this model has heard."""
        heard = func.count().filter(ReviewRow.heard_by == model)
        with Session(self._engine) as session:
            kept, some = session.execute(select(func.count(ReviewRow.review_id), heard)).one()
            return kept, some

    def keep_heard(self, heard: Sequence[tuple[ReviewRow, Mapping[str, Any]]]) -> None:
        """Unless the review was put anew meanwhile, in other words."""
        with writing(self._engine) as session:
            for row, found in heard:
                same = (ReviewRow.review_id == row.review_id, ReviewRow.text == row.text,
                        ReviewRow.title == row.title)  # fmt: skip
                session.execute(update(ReviewRow).where(*same).values(**found))

    def heard(self, product_id: str = "", since: date | None = None) -> list[ReviewRow]:
        """Those that a model has heard, the newest first."""
        query = select(ReviewRow).where(ReviewRow.heard_by != "")
        if product_id:
            query = query.where(ReviewRow.product_id == product_id)
        if since is not None:
            query = query.where(ReviewRow.written >= since)
        ordered = query.order_by(ReviewRow.written.desc(), ReviewRow.review_id)
        with Session(self._engine) as session:
            return list(session.scalars(ordered.limit(MOST_READ)))


def _heard(row: ReviewRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in (*UNHEARD, "aspects")}


def _row(review: Review, source: str) -> ReviewRow:
    return ReviewRow(
        review_id=review.review_id,
        product_id=review.product_id,
        customer_id=review.customer_id,
        source=source,
        title=review.title,
        text=review.text,
        rating=review.rating,
        written=review.written,
        aspects=[],
        **UNHEARD,
    )
