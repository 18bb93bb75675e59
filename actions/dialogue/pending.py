"""Questions the assistant asked and waits on ("did you mean"), kept in the server's database: they
outlive a restart, and several servers see the same one.

Rasa's tracker carries none of this: what a later turn will run is never trusted from a slot.
Owns one open question a sender, for a while; owns no wording. Methods block.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.stores.engine import writing
from actions.stores.moment import aware, now
from actions.stores.schema import OpenQuestionRow

TTL = timedelta(hours=1)
"""As long as Rasa goes on with a conversation."""


@dataclass(frozen=True, slots=True)
class Choice:
    """`choice_id` is opaque: it names nothing that a customer could make up."""

    choice_id: str
    intent: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """`utterance` is what the customer said; the chosen intent's action runs on these words.
    `repeated` counts the questions before it that led nowhere."""

    utterance: str
    choices: tuple[Choice, ...]
    repeated: int = 0

    @property
    def offers(self) -> bool:
        """It offers to do the first of its choices: a yes says enough."""
        return self.repeated > 0


class Pending:
    def __init__(self, engine: Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine, self._clock = engine, clock

    def ask(
        self, sender_id: str, utterance: str, options: Sequence[tuple[str, str]], repeated: int = 0
    ) -> Question:
        """`options` are (intent, label). Replaces the sender's open question."""
        choices = tuple(Choice(secrets.token_hex(4), intent, label) for intent, label in options)
        question = Question(utterance, choices, repeated)
        try:
            self._write(sender_id, question)
        except IntegrityError:  # another message of this sender was first: the later one counts
            self._write(sender_id, question)
        return question

    def get(self, sender_id: str) -> Question | None:
        with Session(self._engine) as session:
            row = session.get(OpenQuestionRow, sender_id)
            if row is None or self._clock() - aware(row.asked) > TTL:
                return None
            choices = tuple(Choice(**one) for one in row.choices)
            return Question(row.utterance, choices, row.repeated)

    def close(self, sender_id: str) -> None:
        with writing(self._engine) as session:
            session.execute(delete(OpenQuestionRow).where(OpenQuestionRow.sender_id == sender_id))

    def _write(self, sender_id: str, question: Question) -> None:
        """And forget what nobody answered in time: customers' words are kept no longer."""
        moment = self._clock()
        choices: list[dict[str, Any]] = [
            {"choice_id": one.choice_id, "intent": one.intent, "label": one.label}
            for one in question.choices
        ]
        with writing(self._engine) as session:
            session.execute(delete(OpenQuestionRow).where(OpenQuestionRow.asked < moment - TTL))
            session.merge(
                OpenQuestionRow(
                    sender_id=sender_id,
                    utterance=question.utterance,
                    choices=choices,
                    asked=moment,
                    repeated=question.repeated,
                )
            )
