"""Tells what the desk decided: each outcome as a part of the answer. Owns which teller an outcome
has; an order or a refund is told by the same plan as ever."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.answer import Answer
from actions.dialogue.desk.confirmation import confirmed
from actions.dialogue.desk.ends import aborted, done, locked, refused
from actions.dialogue.desk.explaining import explained
from actions.dialogue.desk.lookups import told
from actions.dialogue.desk.questions import asked
from actions.dialogue.desk.wordings import Wordings
from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance
from actions.service import (
    Aborted,
    Ask,
    Confirm,
    Done,
    Explained,
    Locked,
    Nothing,
    NotTheirs,
    Outcome,
    Refused,
    Told,
    Unoffered,
    Waits,
)
from actions.turns import Part


class Telling:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def tell(self, outcomes: Sequence[Outcome], said: Utterance) -> Answer:
        words = Wordings.of(said, self._services)
        return Answer(tuple([await self._part(one, said, words) for one in outcomes]))

    async def _part(self, outcome: Outcome, said: Utterance, words: Wordings) -> Part:
        match outcome:
            case Ask() | Confirm() | Explained():
                return _open(outcome, words)
            case Done():
                return done(outcome, words)
            case Refused():
                return refused(outcome, words)
            case Aborted():
                return aborted(outcome, words)
            case Locked():
                return locked(outcome, words)
            case Told():
                return await told(outcome, said, self._services, words)
        return _plain(outcome, words)


def _plain(outcome: NotTheirs | Nothing | Unoffered | Waits, words: Wordings) -> Part:
    """What has no card."""
    match outcome:
        case NotTheirs():
            return Part(words.say("not_theirs"))
        case Unoffered():
            order_id = outcome.order.order_id if outcome.order else ""
            return Part(words.say(f"unoffered_{outcome.what}", order=order_id))
        case Waits():
            return Part(words.say("waits", kind=words.kind(outcome.matter.kind)))
    return Part(words.say("nothing_open"))


def _open(outcome: Ask | Confirm | Explained, words: Wordings) -> Part:
    """What leaves a question open."""
    match outcome:
        case Ask():
            return asked(outcome, words)
        case Confirm():
            return confirmed(outcome, words)
    return explained(outcome, words)
