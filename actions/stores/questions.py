"""The table of questions that got no answer, a row a wording and day. Owns its queries, and that no
customer's own name is written; not what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from actions.stores.engine import writing
from actions.stores.schema import CustomerRow, QuestionRow
from actions.stores.spelling import folded_name
from retrieval.fold import words

if TYPE_CHECKING:
    from actions.questions.question import Asking

MOST_READ = 20_000
NAME_WORDS = (2, 3, 4)
NAME = "‹name›"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class QuestionTable:
    """Methods block; call them from a worker thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, tallies: Sequence[Asking]) -> None:
        """All or nothing, to what is there already."""
        with writing(self._engine) as session:
            for tally in [_unnamed(session, tally) for tally in tallies]:
                row = session.get(QuestionRow, tally.key)
                if row is None:
                    phrase, language, kind, day = tally.key
                    row = QuestionRow(phrase=phrase, language=language, kind=kind, day=day, times=0)
                    session.add(row)
                row.times += tally.times
                row.last, row.question = tally.last, tally.question
                session.flush()

    def forget(self, before: date) -> None:
        with writing(self._engine) as session:
            session.execute(delete(QuestionRow).where(QuestionRow.day < before))

    def rows(self, kind: str = "", since: date | None = None) -> list[QuestionRow]:
        """The latest first. An empty `kind` is any."""
        query = select(QuestionRow).order_by(QuestionRow.last.desc()).limit(MOST_READ)
        if kind:
            query = query.where(QuestionRow.kind == kind)
        if since is not None:
            query = query.where(QuestionRow.day >= since)
        with Session(self._engine) as session:
            return list(session.scalars(query))


def _unnamed(session: Session, tally: Asking) -> Asking:
    """Without the names of people who are customers."""
    said = list(_WORD.finditer(tally.question))
    spans = {
        folded_name(" ".join(word.group() for word in said[place : place + size])): (
            said[place].start(),
            said[place + size - 1].end(),
        )
        for size in NAME_WORDS
        for place in range(len(said) - size + 1)
    }
    known = session.scalars(select(CustomerRow.name).where(CustomerRow.name.in_(spans)).distinct())
    question, hidden = tally.question, set[str]()
    for name, (start, end) in sorted(
        ((name, spans[name]) for name in known), key=lambda one: one[1], reverse=True
    ):
        question = question[:start] + NAME + question[end:]
        hidden.update(words(name))
    if not hidden:
        return tally
    left = " ".join(word for word in tally.phrase.split() if word not in hidden)
    return replace(tally, question=question, phrase=left or "name")
