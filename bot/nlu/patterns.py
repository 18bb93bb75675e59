"""Rasa's component that finds entities by pattern: order numbers. The patterns are the `regex`
entries of the dialogue examples, so each language brings its own words in its own folder."""

from __future__ import annotations

import json
import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

PATTERNS_FILE = "patterns.json"


class BadPattern(RasaException):
    """A `regex` entry that doesn't compile."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class PatternExtractor(EntityExtractorMixin, GraphComponent):
    """A pattern's group `value` is the entity; without one, the whole match is. Patterns are tried
    in the order of their text and never overlap, so one number is one entity."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PatternExtractor:
        return cls(model_storage, resource, [])

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> PatternExtractor:
        with model_storage.read_from(resource) as folder:
            patterns = json.loads((folder / PATTERNS_FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, patterns)

    def __init__(self, store: ModelStorage, at: Resource, patterns: list[dict[str, str]]) -> None:
        self._store, self._at = store, at
        self._compile(patterns)

    def _compile(self, patterns: list[dict[str, str]]) -> None:
        self._patterns = []
        for entry in patterns:
            try:
                compiled = re.compile(entry["pattern"], re.IGNORECASE)
            except re.error as error:
                raise BadPattern(
                    f"regex `{entry['name']}`: {entry['pattern']} ({error})"
                ) from error
            self._patterns.append((entry["name"], compiled))

    def train(self, training_data: TrainingData) -> Resource:
        patterns = [
            {"name": entry["name"], "pattern": entry["pattern"]}
            for entry in training_data.regex_features
        ]
        self._compile(patterns)
        with self._store.write_to(self._at) as folder:
            (folder / PATTERNS_FILE).write_text(json.dumps(patterns), encoding="utf-8")
        return self._at

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = self.add_extractor_name(self.find(message.get(TEXT) or ""))
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def find(self, text: str) -> list[dict[str, Any]]:
        """The entities of `text`, by where they stand."""
        found: list[dict[str, Any]] = []
        for name, pattern in self._patterns:
            for match in pattern.finditer(text):
                group = "value" if "value" in pattern.groupindex else 0
                start, end = match.span(group)
                if all(end <= other["start"] or other["end"] <= start for other in found):
                    found.append(
                        {"entity": name, "start": start, "end": end, "value": text[start:end]}
                    )
        return sorted(found, key=lambda entity: entity["start"])
