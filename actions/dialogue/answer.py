"""What an action answers with."""

from __future__ import annotations

from dataclasses import dataclass

from actions.dialogue.state import SearchState
from actions.turns import Part


@dataclass(frozen=True, slots=True)
class Answer:
    """`state` is None where the search state stays as it was."""

    parts: tuple[Part, ...]
    state: SearchState | None = None

    def followed_by(self, other: Answer) -> Answer:
        return Answer((*self.parts, *other.parts), other.state or self.state)

    @classmethod
    def words(cls, text: str, quick_replies: list[str] | None = None) -> Answer:
        """Plain words, with texts the customer may send by a click."""
        custom = {"type": "choices", "quick_replies": quick_replies} if quick_replies else None
        return cls((Part(text, custom),))
