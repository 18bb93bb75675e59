"""From a plan to a reply through another model: ask, verify, ask once more, fall back.

Owns the order of those steps, not the connection: `steps` yields requests to whoever drives it.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from llm.grounding.fill import fill
from llm.grounding.final import FinalVerifier
from llm.grounding.templates import Templates, plan_seed
from llm.other_models.answer import slot_fault, tidied
from llm.other_models.asking import MAX_TOKENS, ChatRequest, OtherWords
from llm.plan import Plan
from llm.planning.asking import AskWords
from llm.reply import Reply

TRIES = 2
TEMPERATURE = 0.4
_SEEDS = 2**31


class OtherWriter:
    """Words plans through whoever answers its requests. Every sentence passes the verifier of final
    texts; what doesn't is asked for once more, then said by a template."""

    def __init__(self, languages_dir: Path, replies_dir: Path) -> None:
        self._dir = languages_dir
        self._templates = Templates(languages_dir)
        self._final = FinalVerifier.of_corpus(languages_dir, replies_dir)
        self._words: dict[str, OtherWords | None] = {}

    def asks(self, language: str) -> AskWords:
        return self._templates.language(language).asks

    def steps(self, plan: Plan, seed: int = 0) -> Generator[ChatRequest, str, Reply]:
        """Yields requests, is sent the model's answers, returns the reply."""
        words = self._language(plan.language)
        if words is None or not words.asks_for(plan):
            return self.template(plan, seed, "this kind of answer isn't put to another model")
        spoken = self._templates.speak(plan)
        example = self._templates.unfilled(plan, seed)
        messages = words.messages(spoken, example, self._final.plain_words(plan.language))
        first = ""
        for attempt in range(TRIES):
            number = (plan_seed(plan) + seed * TRIES + attempt) % _SEEDS
            answer = yield ChatRequest(messages, MAX_TOKENS, TEMPERATURE, number)
            text = tidied(answer)
            fault = slot_fault(spoken, text) or self._final.fault(spoken, fill(text, spoken))
            if fault is None:
                evidence = tuple(fact.evidence() for fact in spoken.facts)
                return Reply(fill(text, spoken), evidence, "model")
            first = first or fault
            messages = words.once_more(messages[:2], text[:400], _told(fault, spoken))
        return self.template(plan, seed, first)

    def template(self, plan: Plan, seed: int = 0, fault: str | None = None) -> Reply:
        return replace(self._templates.reply(plan, seed), fault=fault)

    def _language(self, code: str) -> OtherWords | None:
        if code not in self._words:
            known = (self._dir / code).is_dir()
            self._words[code] = OtherWords.load(self._dir / code) if known else None
        return self._words[code]


def _told(fault: str, plan: Plan) -> str:
    """The fault as another model may read it: with slots in the place of facts."""
    for fact in sorted(plan.facts, key=lambda fact: len(fact.text), reverse=True):
        if fact.text:
            fault = fault.replace(fact.text, f"{{{fact.slot}}}")
    return fault
