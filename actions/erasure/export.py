"""All that is kept of a subject, as it lies in the tables. Owns no deleting."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.erasure.places import places
from actions.erasure.subject import Subject
from actions.stores.schema import Base


def exported(engine: Engine, subject: Subject) -> dict[str, Any]:
    """Ready for JSON: table -> rows; tables that hold nothing of the subject are left out."""
    with Session(engine) as session:
        found = {
            table.__tablename__: [
                _written(row) for row in session.scalars(select(table).where(is_of))
            ]
            for table, is_of in places(subject).items()
        }
    return {
        "customer_id": subject.customer_id or None,
        "senders": list(subject.senders),
        "tables": {name: rows for name, rows in found.items() if rows},
    }


def _written(row: Base) -> dict[str, Any]:
    return {column.name: _plain(getattr(row, column.name)) for column in row.__table__.columns}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
