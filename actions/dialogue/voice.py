"""How a plan is to sound for this utterance: the shop's tone, the customer's language; and to whom,
by when. Nobody who is angry is spoken to warmly: they want the matter, without the trimmings."""

from __future__ import annotations

from typing import TypedDict

from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance
from llm.plan import Tone


class Voice(TypedDict):
    tone: Tone
    language: str
    locale: str


def voice(said: Utterance, services: Services) -> Voice:
    return {
        "tone": _tone(said, services),
        "language": said.language,
        "locale": services.shop.locale,
    }


def _tone(said: Utterance, services: Services) -> Tone:
    tone = services.shop.tone
    is_angry = services.moods.of(said.sender_id).is_angry
    return Tone.PLAIN if is_angry and tone is Tone.WARM else tone


class Asked(TypedDict):
    seed: str
    deadline: float
    to: str


def asked(said: Utterance) -> Asked:
    """What the reply service is told of an utterance, beside the plan."""
    return {"seed": _seed(said), "deadline": said.deadline, "to": said.sender_id}


def _seed(said: Utterance) -> str:
    """Fixes the wording of a turn; another turn with the same words is worded anew."""
    return said.turn.turn_id if said.turn else f"{said.sender_id}/{said.text}"
