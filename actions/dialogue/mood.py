"""How angry a sender is, from what was said last: in memory, and soon forgotten.

Owns how a message's feeling and its words become heat, and how heat fades; what follows from it is
`bearing`'s. A complaint told calmly is negative and not angry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actions.dialogue.utterance import Utterance
from actions.service import Ears
from actions.service.recent import Recent
from llm.sentiment.classifier import Feeling
from llm.sentiment.lessons import NEGATIVE, POSITIVE

Feels = Callable[[str], Feeling]

HOTTEST = WORDS = 1.0
SHOUTING, NEGATIVE_AT_MOST = 0.5, 0.4
SURELY = 0.75
FADES = 0.5
"""What is left of the heat before, a message later."""
ANGRY, STAYS_ANGRY = 0.8, 1.2
CAPITALS = 0.7
LETTERS = 8


@dataclass(frozen=True, slots=True)
class Mood:
    """`heat` is this message's own; `level` counts those before it, too."""

    heat: float = 0.0
    level: float = 0.0

    @property
    def is_angry(self) -> bool:
        return self.level >= ANGRY

    @property
    def stays_angry(self) -> bool:
        """Angry again, or worse after complaints: it doesn't get better by itself."""
        return self.level >= STAYS_ANGRY and self.heat > 0


class Moods:
    """`feels` tells the feeling of a text in `language`; without it, and in another language, words
    and shouting alone count."""

    def __init__(self, feels: Feels | None = None, language: str = "en") -> None:
        self._feels, self._language = feels, language
        self._last: Recent[Mood] = Recent(Mood())
        self._offered: Recent[bool] = Recent(False)

    def hear(self, said: Utterance, ears: Ears, *, insults: bool = False) -> Mood:
        """Takes a message in. Blocks for a few milliseconds."""
        feels = self._feels if said.language == self._language else None
        heat = max(_heat(said.text, ears, feels), WORDS if insults else 0.0)
        mood = Mood(heat, heat + FADES * self._last.of(said.sender_id).level)
        self._last.keep(said.sender_id, mood)
        return mood

    def of(self, sender_id: str) -> Mood:
        return self._last.of(sender_id)

    def offers(self, sender_id: str) -> bool:
        """Whether a person is to be offered now: once in a while, not again and again."""
        if not self.of(sender_id).stays_angry or self._offered.of(sender_id):
            return False
        self._offered.keep(sender_id, True)
        return True


def _heat(text: str, ears: Ears, feels: Feels | None) -> float:
    """None in words of anger that are said gladly: "at last, thank you"."""
    feeling = feels(text).probabilities if feels and text.strip() else {}
    if feeling.get(POSITIVE, 0.0) >= SURELY:
        return 0.0
    heat = WORDS if ears.has("angry", text) else 0.0
    heat += SHOUTING if is_shouted(text) else 0.0
    sure = feeling.get(NEGATIVE, 0.0)
    heat += NEGATIVE_AT_MOST if sure >= SURELY else 0.0
    return min(heat, HOTTEST)


def is_shouted(text: str) -> bool:
    """In capitals, or with a row of exclamation marks."""
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    loud = len(letters) >= LETTERS and capitals >= CAPITALS * len(letters)
    return loud or "!!" in text or "?!" in text or "!?" in text
