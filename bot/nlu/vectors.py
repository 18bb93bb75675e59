"""Rasa's component that gives each message its sentence vector. Owns no model: see `encoder`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import failure, speed
from bot.nlu.encoder import OnnxEncoder, read_card
from bot.nlu.splitter import CLAUSES

VERSION_FILE = "encoder_version"
CLAUSE_VECTORS = "clause_vectors"  # of a message: (clauses, D), in the order of its clauses


class EncoderChanged(RasaException):
    """The trained model and the encoder on disk don't belong together."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceVectors(Featurizer, GraphComponent):
    """Dense sentence features from `folder`. Training only notes which encoder was used, so that
    a model is never served with vectors of another one."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**Featurizer.get_default_config(), "folder": "var/models/minilm"}

    @staticmethod
    def required_packages() -> list[str]:
        return ["onnxruntime", "tokenizers"]

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        if not isinstance(config.get("folder"), str):
            raise RasaException("SentenceVectors: `folder` must be a path.")

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa's training cache looks at code and configuration; the model's files count too."""
        folder = config.get("folder", cls.get_default_config()["folder"])
        return str(read_card(Path(folder))["version"])

    def __init__(
        self, config: dict[str, Any], name: str, store: ModelStorage, at: Resource
    ) -> None:
        super().__init__(name, config)
        self._store, self._at = store, at
        self._encoder = OnnxEncoder(Path(config["folder"]))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceVectors:
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceVectors:
        """Every process that answers customers passes here, so Rasa is mended here too.
        Raises `EncoderChanged`."""
        speed.apply()
        failure.apply()
        component = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            trained_with = (folder / VERSION_FILE).read_text().strip()
        if trained_with != component._encoder.version:
            raise EncoderChanged(
                f"The dialogue model was trained with another sentence encoder than the one in "
                f"{config['folder']}. Train it again: `storeclerk train nlu`."
            )
        return component

    def train(self, training_data: TrainingData) -> Resource:
        with self._store.write_to(self._at) as folder:
            (folder / VERSION_FILE).write_text(self._encoder.version)
        return self._at

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process([m for m in training_data.training_examples if m.get(TEXT)])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Clauses have a batch of their own: what stands beside a message must not change it."""
        vectors = self._encoder.encode([message.get(TEXT) or "" for message in messages])
        for message, vector in zip(messages, vectors, strict=True):
            features = Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
            message.add_features(features)
            if clauses := message.get(CLAUSES):
                message.set(CLAUSE_VECTORS, self._encoder.encode(list(clauses.values())))
        return messages
