"""How an angry customer is met: who stays angry is offered a person, before anything else is said.

Owns the offer's place in an answer; when it is due is `mood`'s, the tone `voice`'s."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.answer import Answer
from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance
from actions.turns import Part

NO_OFFER_WITH = frozenset({"human", "goodbye", "thanks"})
ITSELF = frozenset({"handoff", "human", "notice"})


def with_offer(answer: Answer, said: Utterance, intent: str, services: Services) -> Answer:
    """`answer`, after the offer of a person where one is due."""
    if not answer.parts or intent in NO_OFFER_WITH or _is_with_a_person(answer):
        return answer
    if not services.moods.offers(said.sender_id):
        return answer
    phrases = services.phrases[said.language]
    first, *rest = answer.parts
    parts = [_after(phrases.say("person_sooner", said.sender_id), first), *rest]
    parts[-1] = _with_reply(parts[-1], phrases.text["offered_person"])
    return replace(answer, parts=tuple(parts))


def _is_with_a_person(answer: Answer) -> bool:
    return any((part.custom or {}).get("type") in ITSELF for part in answer.parts)


def _after(offer: str, part: Part) -> Part:
    custom = part.custom
    if custom is not None and "lead" in custom:
        custom = {**custom, "lead": f"{offer} {custom['lead']}"}
    return replace(part, text=f"{offer} {part.text}", custom=custom)


def _with_reply(part: Part, reply: str) -> Part:
    custom = part.custom or {"type": "choices"}
    replies = [*custom.get("quick_replies", ()), reply]
    return replace(part, custom={**custom, "quick_replies": replies})
