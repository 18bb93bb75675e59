"""The questions that got no answer. Owns which are kept and how; the buffer is `counting`'s, the
table `stores`', the list `listing`'s."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from actions.counting import CountLog
from actions.questions.listing import listed
from actions.questions.question import LONGEST, Asking, Kind
from actions.questions.wording import Wording
from actions.stores.questions import QuestionTable


class QuestionLog(CountLog[Asking]):
    """As `CountLog`. `wordings` are keyed by language code."""

    def __init__(
        self,
        table: QuestionTable | None = None,
        days: int = 0,
        wordings: Mapping[str, Wording] | None = None,
    ) -> None:
        super().__init__(table, days)
        self._questions = table
        self._wordings = dict(wordings or {})

    def asked(self, kind: Kind, text: str, language: str) -> None:
        wording = self._wordings.get(language, Wording())
        question = wording.masked(text)[:LONGEST]
        moment = datetime.now(UTC)
        phrase = wording.phrase(question)[:LONGEST]
        self._add(Asking(phrase, language, kind, moment.date(), moment, question))

    def listed(self, kind: str, since: date | None, most: int) -> list[dict[str, Any]]:
        """As `listing.listed`, with what waits written down first. Blocks."""
        self.write()
        return [] if self._questions is None else listed(self._questions, kind, since, most)
