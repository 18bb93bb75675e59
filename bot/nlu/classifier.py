"""Rasa's component that names a message's intent. Owns the wiring; `ensemble` decides and
`calibration` says how sure that is."""

from __future__ import annotations

import hashlib
import inspect
import json
from dataclasses import asdict
from functools import partial
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import calibration, ensemble, linear, stand_ins, whitening, words
from bot.nlu.calibration import Calibration, calibrate
from bot.nlu.ensemble import Ensemble
from bot.nlu.splitter import CLAUSES
from bot.nlu.stand_ins import StandIns
from bot.nlu.vectors import CLAUSE_VECTORS, MENDED, MENDED_CLAUSES
from bot.nlu.wishes import Heard, Wishes

CALIBRATION_FILE = "calibration.json"
SOURCES = (calibration, ensemble, linear, stand_ins, whitening, words)


class NotEnoughExamples(RasaException):
    """There is nothing to tell apart."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class EnsembleClassifier(IntentClassifier, GraphComponent):
    """`outside_intent` names the intent, if the examples have one, of what belongs to no other.
    `wishes` are the settings of `Wishes`; what it finds is the message's `wishes`."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"outside_intent": "out_of_scope", "ranking_length": 5, "wishes": {}}

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa's training cache sees this file only; the others decide as much."""
        sources = "".join(inspect.getsource(module) for module in SOURCES)
        return hashlib.sha256(sources.encode()).hexdigest()

    def __init__(
        self,
        config: dict[str, Any],
        store: ModelStorage,
        at: Resource,
        model: Ensemble | None = None,
        sureness: Calibration | None = None,
    ) -> None:
        self._config = {**self.get_default_config(), **config}
        self._store, self._at = store, at
        self._model, self._sureness = model, sureness
        self._wishes = Wishes(**self._config["wishes"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EnsembleClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EnsembleClassifier:
        """A damaged model raises; it never serves untrained."""
        with model_storage.read_from(resource) as folder:
            model = Ensemble.load(folder)
            sureness = Calibration(**json.loads((folder / CALIBRATION_FILE).read_text()))
        return cls(config, model_storage, resource, model, sureness)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [m for m in training_data.intent_examples if m.get(INTENT) and m.get(TEXT)]
        intents = [str(message.get(INTENT)) for message in examples]
        if len(set(intents)) < 2:
            raise NotEnoughExamples("The classifier needs examples of at least two intents.")
        texts = [_words(message) for message in examples]
        vectors = np.vstack([_vector(message) for message in examples])
        learns_outside = self._config["outside_intent"] in intents
        fit = partial(Ensemble.fit, stand_ins=StandIns.of(training_data.lookup_tables))
        self._model = fit(texts, vectors, intents)
        self._sureness = calibrate(texts, vectors, intents, learns_outside, fit)
        with self._store.write_to(self._at) as folder:
            self._model.save(folder)
            (folder / CALIBRATION_FILE).write_text(json.dumps(asdict(self._sureness)))
        return self._at

    def process(self, messages: list[Message]) -> list[Message]:
        if self._model is None or self._sureness is None:
            raise RasaException("EnsembleClassifier was asked before it was trained.")
        texts = [_words(message) for message in messages]
        scores = self._model.scores(texts, np.vstack([_vector(m) for m in messages]))
        for message, text, row in zip(messages, texts, scores, strict=True):
            order = np.argsort(-row, kind="stable")[: self._config["ranking_length"]]
            sure = _shares(self._sureness.confidence(row[order]))
            if not text.strip():
                sure = np.zeros(len(order))
            ranking = [
                {"name": self._model.intents[i], "confidence": float(c)}
                for i, c in zip(order, sure, strict=True)
            ]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            if wishes := self._several(message):
                message.set("wishes", wishes, add_to_output=True)
        return messages

    def _several(self, message: Message) -> list[dict[str, Any]]:
        """`[{"text", "intent", "confidence"}]` where a message holds two wishes or more."""
        clauses = message.get(CLAUSES) or {}
        if not clauses or self._model is None or self._sureness is None:
            return []
        texts = list(clauses.values())
        mended = message.get(MENDED_CLAUSES) or texts
        scores = self._model.scores(mended, message.get(CLAUSE_VECTORS))
        sure = self._sureness.confidence(scores.max(axis=1))
        names = [self._model.intents[i] for i in scores.argmax(axis=1)]
        heard = [Heard(*one) for one in zip(texts, names, map(float, sure), strict=True)]
        return self._wishes.of(dict(zip(clauses, heard, strict=True)))


def _shares(sure: np.ndarray) -> np.ndarray:
    """The first keeps the chance that it is right; the others share what is left of 1."""
    rest = sure[1:] / max(float(sure[1:].sum()), 1e-12) * (1 - sure[0])
    return np.append(sure[:1], np.minimum(rest, sure[0]))


def _words(message: Message) -> str:
    """What the featurizer before this component read: the text, without slips of the pen."""
    return str(message.get(MENDED) or message.get(TEXT) or "")


def _vector(message: Message) -> np.ndarray:
    """(1, D): what the featurizer before this component left there."""
    features = message.get_dense_features(TEXT)[1]
    if features is None:
        raise RasaException("EnsembleClassifier needs SentenceVectors before it in config.yml.")
    return features.features
