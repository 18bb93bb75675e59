"""Rasa's component that says where a message may hold two wishes. The joints are the lookup table
`joint` of the dialogue examples, so each language brings its own in its own folder."""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.clauses import Joints

JOINTS_FILE, TABLE = "joints.json", "joint"
CLAUSES = "clauses"  # of a message: {(first piece, past the last): its text}, without the whole


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ClauseSplitter(GraphComponent):
    """Stands before the vectors, which encode what it leaves. Decides nothing."""

    def __init__(self, store: ModelStorage, at: Resource, joints: Joints) -> None:
        self._store, self._at, self._joints = store, at, joints

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ClauseSplitter:
        return cls(model_storage, resource, Joints([]))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ClauseSplitter:
        with model_storage.read_from(resource) as folder:
            joints = json.loads((folder / JOINTS_FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, Joints(joints))

    def train(self, training_data: TrainingData) -> Resource:
        tables = [one for one in training_data.lookup_tables if one["name"] == TABLE]
        self._joints = Joints([joint for table in tables for joint in table["elements"]])
        with self._store.write_to(self._at) as folder:
            (folder / JOINTS_FILE).write_text(json.dumps(self._joints.joints), encoding="utf-8")
        return self._at

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            pieces = self._joints.pieces(text)
            runs = [
                (first, past)
                for first in range(len(pieces))
                for past in range(first + 1, len(pieces) + 1)
                if past - first < len(pieces)
            ]
            clauses = {run: text[pieces[run[0]][0] : pieces[run[1] - 1][1]] for run in runs}
            message.set(CLAUSES, clauses)
        return messages
