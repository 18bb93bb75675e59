"""Which of the wishes that were heard in one message are wishes: what only says which order is
meant, only lets off steam, or needs something shown that wasn't, is none beside another.

Owns these exceptions; where a message is cut and what each part is taken for is Rasa's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from actions.dialogue.reference import meant_product
from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance, Wish
from actions.service import BY_INTENT, Ears

NEED_A_VIEW = frozenset({"refine", "more", "compare", "why", "undo", "choose"})
LEANS = frozenset({"details"})
"""About a thing that is in view, or else about what another part of the message says."""
RULES = "policy"
MORE = "more"
WHICH = "order_status"
FEW_WORDS = 5
STEAM = "complaint"
WHAT_HAPPENED = frozenset({"delivery_problem", "warranty"})
"""What a complaint is easily about."""
SHORT = 9
"""In more words than these somebody tells what happened."""


def wishes_meant(said: Utterance, services: Services) -> list[Wish]:
    """Those of `said` that count, in the order said."""
    ears = services.ears.get(said.language) or next(iter(services.ears.values()))
    kept = [one for one in said.wishes if said.state or one.intent not in NEED_A_VIEW]
    kept = kept or list(said.wishes)
    for_the_desk = [one for one in kept if one.intent in BY_INTENT]
    kept = [one for one in kept if not _leans(one, kept, said, services)]
    if for_the_desk:  # "one more thing: where is my order?" asks for no more goods
        kept = [one for one in kept if one.intent != MORE]
    if len(for_the_desk) < 2:
        return kept
    left = [one for one in _with_their_stories(kept, ears) if not _only_beside(one, ears)]
    return left if any(one.intent in BY_INTENT for one in left) else kept


def _with_their_stories(wishes: list[Wish], ears: Ears) -> list[Wish]:
    """ "I want to complain about my order. The box was dirty.": the second part says what about."""
    told: list[Wish] = []
    for one in wishes:
        before = told[-1] if told else None
        complains = before and before.intent == STEAM and ears.has("complains", before.text)
        if before and complains and one.intent in WHAT_HAPPENED:
            told[-1] = replace(before, text=f"{before.text} {one.text}")
        else:
            told.append(one)
    return told


def _leans(wish: Wish, beside: list[Wish], said: Utterance, services: Services) -> bool:
    """ "Do you have express delivery, and what does it cost": no product is asked about."""
    rules = any(one.intent == RULES for one in beside)
    return rules and wish.intent in LEANS and meant_product(said.wishing(wish), services) is None


def _only_beside(wish: Wish, ears: Ears) -> bool:
    words = wish.text.split()
    if wish.intent == STEAM:
        return len(words) < SHORT and not ears.has("complains", wish.text)
    if wish.intent != WHICH or wish.text.rstrip().endswith("?"):
        return False
    said = ears.reader.read(wish.text, today=date.today())
    beside = len(words) - len(said.order_ids)
    return bool(said.order_ids) and beside <= FEW_WORDS and not ears.begins("asks", wish.text)
