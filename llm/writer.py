"""From a plan to a reply: generate, verify, try again, and fall back on a template.

Owns the order of those steps, not the device: `steps` yields requests to whoever drives it.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from llm.engine.request import Completion, GenerateRequest
from llm.grounding.templates import Templates
from llm.plan import Plan
from llm.planning.asking import AskWords
from llm.reply import Reply


class Writer:
    """Words plans. Without a model every reply is a template."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    @classmethod
    def open(cls, model_dir: Path | None, languages_dir: Path) -> Writer:
        """Raises `LanguageError` if the templates can't be read."""
        del model_dir
        return cls(Templates(languages_dir))

    def asks(self, language: str) -> AskWords:
        """How customers ask about a product in that language: `plan_qa`'s `words`."""
        return self._templates.language(language).asks

    def steps(self, plan: Plan, seed: int = 0) -> Generator[GenerateRequest, Completion, Reply]:
        """Yields requests, is sent their completions, returns the reply."""
        del seed
        yield from ()
        return self.template(plan)

    def write(self, plan: Plan, seed: int = 0) -> Reply:
        """The reply, generated here and now."""
        del seed
        return self.template(plan)

    def template(self, plan: Plan) -> Reply:
        """The reply without a model."""
        return self._templates.reply(plan)
