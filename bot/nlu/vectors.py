"""Rasa's component that gives each message its sentence vector, slips of the pen mended before.
Owns no model: see `encoder`, `spelling`, `writing`."""

from __future__ import annotations

import hashlib
import inspect
import json
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
from bot.nlu import spelling, writing
from bot.nlu.encoder import OnnxEncoder, read_card
from bot.nlu.spelling import Spelling
from bot.nlu.splitter import CLAUSES
from bot.nlu.stand_ins import StandIns
from bot.nlu.writing import Writing

VERSION_FILE, WORDS_FILE, BETWEEN_FILE = "encoder_version", "words.json", "between.json"
LEADS_FILE = "leads.json"
CLAUSE_VECTORS = "clause_vectors"  # of a message: (clauses, D), in the order of its clauses
MENDED, MENDED_CLAUSES = "mended", "mended_clauses"  # of a message: what the vectors were made of


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
        sources = "".join(inspect.getsource(module) for module in (spelling, writing))
        source = hashlib.sha256(sources.encode()).hexdigest()
        return f"{read_card(Path(folder))['version']} {source}"

    def __init__(
        self, config: dict[str, Any], name: str, store: ModelStorage, at: Resource
    ) -> None:
        super().__init__(name, config)
        self._store, self._at = store, at
        self._encoder = OnnxEncoder(Path(config["folder"]))
        self._spelling, self._writing = Spelling({}, self._encoder.knows), Writing()

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
            words = json.loads((folder / WORDS_FILE).read_text(encoding="utf-8"))
            between = _listed(folder / BETWEEN_FILE)
            leads = _listed(folder / LEADS_FILE)
        if trained_with != component._encoder.version:
            raise EncoderChanged(
                f"The dialogue model was trained with another sentence encoder than the one in "
                f"{config['folder']}. Train it again: `storeclerk train nlu`."
            )
        component._spelling = Spelling(words, component._encoder.knows, between)
        component._writing = Writing(leads)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        self._writing = Writing.of(training_data.lookup_tables)
        said = [str(m.get(TEXT)) for m in training_data.training_examples if m.get(TEXT)]
        texts = [self._writing.apply(text) for text in said]
        named = StandIns.of(training_data.lookup_tables).words()
        self._spelling = Spelling.of(texts, named, self._encoder.knows)
        with self._store.write_to(self._at) as folder:
            (folder / VERSION_FILE).write_text(self._encoder.version)
            (folder / WORDS_FILE).write_text(json.dumps(self._spelling.words), encoding="utf-8")
            between = json.dumps(sorted(self._spelling.between))
            (folder / BETWEEN_FILE).write_text(between, encoding="utf-8")
            leads = json.dumps(self._writing.leads)
            (folder / LEADS_FILE).write_text(leads, encoding="utf-8")
        return self._at

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process([m for m in training_data.training_examples if m.get(TEXT)])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Clauses have a batch of their own: what stands beside a message must not change it."""
        named = [_names(message) for message in messages]
        mended = [
            self._mended(message.get(TEXT) or "", names)
            for message, names in zip(messages, named, strict=True)
        ]
        vectors = self._encoder.encode(mended)
        for message, text, vector, names in zip(messages, mended, vectors, named, strict=True):
            features = Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
            message.add_features(features)
            message.set(MENDED, text)
            if clauses := message.get(CLAUSES):
                message.set(MENDED_CLAUSES, [self._mended(one, names) for one in clauses.values()])
                message.set(CLAUSE_VECTORS, self._encoder.encode(message.get(MENDED_CLAUSES)))
        return messages

    def _mended(self, text: str, names: frozenset[str]) -> str:
        return self._spelling.mend(self._writing.apply(text), names)


def _names(message: Message) -> frozenset[str]:
    """The words of it that the server knows for names of goods (`actions/gateway/names.py`)."""
    return frozenset(str((message.get("metadata") or {}).get("names") or "").split())


def _listed(file: Path) -> list[str]:
    """Nothing where a model of an earlier release has no such file."""
    return list(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else []
