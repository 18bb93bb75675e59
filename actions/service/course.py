"""The course of a conversation's matters: what comes next for one, and how a question is put again.

Owns that each outcome is followed by what is in hand and what is remembered, and that the question
of the matter before comes back when this one has ended. What words mean is the clerk's."""

from __future__ import annotations

from dataclasses import replace

from actions.identity import TooManyGuesses
from actions.service.again import Again
from actions.service.heard import Heard
from actions.service.in_hand import InHand
from actions.service.in_view import what_is_asked
from actions.service.matter import Matter
from actions.service.outcome import Ask, Confirm, Outcome, Refused, Told
from actions.service.progress import Progress
from actions.service.remembered import Remembered
from actions.service.scene import Scene
from actions.service.sight import Sight


class Course:
    """Methods block."""

    def __init__(
        self, sight: Sight, progress: Progress, in_hand: InHand, remembered: Remembered
    ) -> None:
        self._sight, self._progress = sight, progress
        self._in_hand, self._remembered = in_hand, remembered

    def next(self, matter: Matter, scene: Scene, heard: Heard, trouble: str = "") -> Outcome:
        scene.recent = self._remembered.orders.of(heard.sender_id)
        again = Again(heard, scene, self._sight.ears(heard))
        outcome = self._progress.next(matter, scene, again, trouble)
        return what_is_asked(outcome, again) if isinstance(outcome, Told) else outcome

    def goes_on(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        return self.outcomes(self.next(matter, scene, heard), heard)

    def outcomes(self, outcome: Outcome, heard: Heard) -> tuple[Outcome, ...]:
        """With the question of the matter before it, where this one has come to its end."""
        self._in_hand.follow(heard.sender_id, outcome)
        self._remembered.follow(heard.sender_id, outcome)
        if isinstance(outcome, Ask | Confirm) or (isinstance(outcome, Refused) and outcome.instead):
            return (outcome,)
        waiting = self.back(heard)
        return (outcome, waiting) if waiting else (outcome,)

    def back(self, heard: Heard, *, reminds: bool = False) -> Outcome | None:
        """The question that is still open, once more."""
        matter = self._in_hand.of(heard.sender_id)
        if matter is None or (matter.aside and heard.intent != "resume"):
            return None
        return self.asked_again(matter, heard, reminds)

    def asked_again(self, matter: Matter, heard: Heard, reminds: bool = False) -> Outcome | None:
        try:
            outcome = self.next(matter, self._sight.scene(heard), heard)
        except TooManyGuesses:
            return None
        if not isinstance(outcome, Ask | Confirm):
            self._in_hand.follow(heard.sender_id, outcome)
            return None
        times = max(1, matter.asked_times)
        asked = replace(outcome.matter, asked_times=times, reminded=reminds)
        outcome = replace(outcome, matter=asked, back=True)
        self._in_hand.follow(heard.sender_id, outcome)
        return outcome
