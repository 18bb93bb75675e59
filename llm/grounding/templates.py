"""Replies without a model: complete, chosen by a hash of the plan so that repeats vary.

Owns `data/languages/<code>/templates.toml`: clauses, words for values, and how customers ask.
A language that lacks a task answers in the fallback language.
"""

from __future__ import annotations

import hashlib
import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm.corpus.agreement import AGREEMENT_FILE, Agreement
from llm.corpus.clause import clauses_from
from llm.corpus.compose import Composer
from llm.errors import LanguageError
from llm.grounding.fill import fill, slots_in
from llm.grounding.words import WordTable, speak
from llm.plan import Plan
from llm.planning.asking import AskWords
from llm.reply import Reply

FALLBACK_LANGUAGE = "en"
LIMITED_TRIES = 24


@dataclass(frozen=True, slots=True)
class Language:
    """One language's templates."""

    composer: Composer
    words: WordTable
    asks: AskWords

    @classmethod
    def load(cls, path: Path) -> Language:
        """Raises `LanguageError` if `path` can't be read or isn't TOML, `CorpusError` for its table
        of agreement."""
        try:
            data: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise LanguageError(f"{path}: {error}") from error
        agreement = Agreement.load(path.parent / AGREEMENT_FILE)
        clauses = agreement.twins(clauses_from(data, str(path)))
        return cls(Composer(clauses), data.get("words", {}), AskWords.from_toml(data))


class Templates:
    """The templates of every language under `languages_dir`, read when first needed."""

    def __init__(self, languages_dir: Path) -> None:
        """Raises `LanguageError` when the fallback language isn't there."""
        self._dir = languages_dir
        self._languages: dict[str, Language] = {}
        self._fallback = self.language(FALLBACK_LANGUAGE)

    def language(self, code: str) -> Language:
        """The language of that code, or the fallback where it has no templates."""
        if code not in self._languages:
            path = self._dir / code / "templates.toml"
            known = code == FALLBACK_LANGUAGE or (code.isidentifier() and path.is_file())
            self._languages[code] = Language.load(path) if known else self._fallback
        return self._languages[code]

    def speak(self, plan: Plan) -> Plan:
        """`plan` with its language's words for the values that are said in words."""
        return speak(plan, self.language(plan.language).words)

    def unfilled(self, plan: Plan, seed: int = 0) -> str:
        """A wording with its slots still open; empty where the language has none."""
        rng, composer = random.Random(plan_seed(plan) + seed), self.language(plan.language).composer
        return composer.compose_most(plan.form, plan.slots, rng) or ""

    def reply(self, plan: Plan, seed: int = 0) -> Reply:
        """The same plan and `seed` give the same reply, a plan that differs in a fact often another
        one. Where the plan has a limit, the first wording within it, else the shortest found.

        Raises `LanguageError` if not even the fallback language has a wording.
        """
        rng = random.Random(plan_seed(plan) + seed)
        for language in (self.language(plan.language), self._fallback):
            tries = LIMITED_TRIES if plan.limit else 1
            found = [reply for _ in range(tries) if (reply := _worded(language, plan, rng))]
            if found:
                within = (reply for reply in found if len(reply.text) <= plan.limit)
                return next(within, min(found, key=lambda reply: len(reply.text)))
        raise LanguageError(f"{FALLBACK_LANGUAGE}: no template for {plan.task}/{plan.ask}")


def _worded(language: Language, plan: Plan, rng: random.Random) -> Reply | None:
    text = language.composer.compose_most(plan.form, plan.slots, rng)
    if text is None:
        return None
    spoken = speak(plan, language.words)
    said = set(slots_in(text))
    evidence = tuple(f.evidence() for f in spoken.facts if f.slot in said)
    return Reply(fill(text, spoken), evidence, "template")


def plan_seed(plan: Plan) -> int:
    """A number that is the same for the same plan in every process."""
    said = [plan.task, plan.ask, plan.language, plan.tone, plan.length, plan.query]
    said += [f"{fact.slot}={fact.value}@{fact.source}" for fact in plan.facts]
    digest = hashlib.blake2b("\n".join(said).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")
