"""Does a message hold two wishes? Decides by what its clauses were taken for. Owns no model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations
from typing import Any, NamedTuple

from bot.nlu.clauses import Place, divisions

NUMBER = re.compile(r"\d{4}")  # long enough for an order's
PER_PART = 0.02  # of sureness, that one more part has to bring


class Heard(NamedTuple):
    text: str
    intent: str
    confidence: float


class Wishes:
    """`sure`: the least confidence of each wish. `beside`: intents that are no wish of their own.
    `together`: groups whose members make one wish. `number` names the intent of a bare order
    number, `numbered` those it goes with. How sure the message as a whole is says little: one of
    two wishes often drowns the other."""

    def __init__(
        self,
        sure: float = 0.8,
        beside: tuple[str, ...] = (),
        together: tuple[tuple[str, ...], ...] = (),
        number: str = "",
        numbered: tuple[str, ...] = (),
    ) -> None:
        self._sure = sure
        self._beside, self._together = set(beside), [set(group) for group in together]
        self._number, self._numbered = number, set(numbered)

    def of(self, clauses: Mapping[Place, Heard]) -> list[dict[str, Any]]:
        """In the order said, one an intent; empty unless there are at least two."""
        best: list[Heard] = []
        most = 0.0
        for division in divisions(max((past for _, past in clauses), default=0)):
            wishes = [clauses[run] for run in division if clauses[run].intent not in self._beside]
            if not self._are_several(wishes):
                continue
            worth = min(wish.confidence for wish in wishes) - PER_PART * len(division)
            if worth > most:
                best, most = wishes, worth
        return [wish._asdict() for wish in _one_an_intent(best)]

    def _are_several(self, wishes: list[Heard]) -> bool:
        intents = {wish.intent for wish in wishes}
        if len(intents) < 2 or min(wish.confidence for wish in wishes) < self._sure:
            return False
        if any(set(pair) <= group for pair in combinations(intents, 2) for group in self._together):
            return False
        return not self._only_numbers(wishes)

    def _only_numbers(self, wishes: list[Heard]) -> bool:
        """ "My number is 10234" beside "I want to cancel" says which order, and asks nothing."""
        told = [wish for wish in wishes if wish.intent == self._number]
        others = [wish for wish in wishes if wish.intent in self._numbered]
        return (
            bool(told and others)
            and all(NUMBER.search(wish.text) for wish in told)
            and not any(NUMBER.search(wish.text) for wish in others)
        )


def _one_an_intent(wishes: list[Heard]) -> list[Heard]:
    """What says the same again is dropped."""
    first: dict[str, Heard] = {}
    for wish in wishes:
        first.setdefault(wish.intent, wish)
    return list(first.values())
