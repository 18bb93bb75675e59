"""How a plan is to sound for this utterance: the shop's tone, the customer's language."""

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
        "tone": services.shop.tone,
        "language": said.language,
        "locale": services.shop.locale,
    }


def seed(said: Utterance) -> str:
    """Fixes the wording of a turn; another turn with the same words is worded anew."""
    return said.turn.turn_id if said.turn else f"{said.sender_id}/{said.text}"
