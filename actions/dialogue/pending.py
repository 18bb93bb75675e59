"""Questions the assistant asked and waits on ("did you mean"), kept in the server.

Rasa's tracker carries none of this: what a later turn will run is never trusted from a slot.
Owns one open question a sender, for a while; owns no wording.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

TTL_S = 600.0
MAX_OPEN = 10_000


@dataclass(frozen=True, slots=True)
class Choice:
    """`choice_id` is opaque: it names nothing that a customer could make up."""

    choice_id: str
    intent: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """`utterance` is what the customer said; the chosen intent's action runs on these words."""

    utterance: str
    choices: tuple[Choice, ...]
    asked_at: float
    repeated: int = 0


class Pending:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._open: OrderedDict[str, Question] = OrderedDict()
        self._clock = clock

    def ask(self, sender_id: str, utterance: str, options: list[tuple[str, str]]) -> Question:
        """`options` are (intent, label). Replaces the sender's open question."""
        before = self.get(sender_id)
        choices = tuple(Choice(secrets.token_hex(4), intent, label) for intent, label in options)
        repeated = before.repeated + 1 if before else 0
        question = Question(utterance, choices, self._clock(), repeated)
        self._open[sender_id] = question
        self._open.move_to_end(sender_id)
        while len(self._open) > MAX_OPEN:
            self._open.popitem(last=False)
        return question

    def get(self, sender_id: str) -> Question | None:
        question = self._open.get(sender_id)
        if question and self._clock() - question.asked_at > TTL_S:
            self.close(sender_id)
            return None
        return question

    def close(self, sender_id: str) -> None:
        self._open.pop(sender_id, None)
