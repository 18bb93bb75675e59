"""What the customer said, with what an action needs to answer it. Owns reading Rasa's tracker."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from actions.dialogue.state import SearchState
from actions.dialogue.words import words_of
from actions.personal.visitor import Visitor
from actions.turns import Turn, Turns

SHELL_BUDGET_S = 5.0


@dataclass(frozen=True, slots=True)
class Wish:
    """A part of a message, with an intent of its own."""

    text: str
    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """`turn` is None in `rasa shell`, where no gateway waits for cards. `deadline` is on
    `time.monotonic`'s clock. `intents` are (name, confidence), likeliest first; `wishes` are there
    where one message says several things."""

    text: str
    sender_id: str
    deadline: float
    turn: Turn | None = None
    state: SearchState | None = None
    intents: tuple[tuple[str, float], ...] = ()
    wishes: tuple[Wish, ...] = ()
    language: str = "en"

    @classmethod
    def of(cls, tracker: Any, turns: Turns, language: Callable[[str], str]) -> Utterance:
        """From a rasa-sdk `Tracker`; `language` tells the code of a text's language."""
        message: Mapping[str, Any] = tracker.latest_message or {}
        metadata = message.get("metadata") or {}
        turn = turns.get(metadata.get("turn_id"))
        ranking = message.get("intent_ranking") or ()
        text = str(message.get("text") or "")
        return cls(
            text=text,
            sender_id=str(tracker.sender_id),
            deadline=turn.deadline if turn else time.monotonic() + SHELL_BUDGET_S,
            turn=turn,
            state=SearchState.from_json(tracker.get_slot("search_state")),
            intents=tuple((str(one["name"]), float(one["confidence"])) for one in ranking),
            wishes=_wishes(message),
            language=language(text),
        )

    @property
    def visitor(self) -> Visitor:
        """Whose events and consent count."""
        told = self.turn.visitor if self.turn else None
        return told or Visitor(self.sender_id, self.turn.customer_id if self.turn else None)

    def saying(self, text: str) -> Utterance:
        """The same moment with other words: what the customer meant by a choice."""
        return replace(self, text=text, wishes=())

    def wishing(self, wish: Wish) -> Utterance:
        """The same moment, as far as one of its wishes goes."""
        return replace(self.saying(wish.text), intents=((wish.intent, wish.confidence),))

    @property
    def words(self) -> list[str]:
        return words_of(self.text)


def _wishes(message: Mapping[str, Any]) -> tuple[Wish, ...]:
    """As `bot.nlu` found them; none in a message that says one thing."""
    found = message.get("wishes") or (message.get("parse_data") or {}).get("wishes") or ()
    return tuple(
        Wish(str(one["text"]), str(one["intent"]), float(one["confidence"])) for one in found
    )
