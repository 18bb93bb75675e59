"""The classifier that config.yml names, with its fallback, through Rasa's own interfaces.

Sentence vectors are given, so folds needn't encode anew: only what is mended of a text depends on
what is learned.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.fallback_classifier import FallbackClassifier
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_yaml_file

from bot.nlu.classifier import EnsembleClassifier
from bot.nlu.encoder import OnnxEncoder
from bot.nlu.spelling import Spelling
from bot.nlu.stand_ins import StandIns
from bot.predict import REJECTIONS, Answer

CONFIG = Path("config.yml")
GOODS = Path("data/nlu/en/goods.yml")  # the words for goods and options, whatever is learned
CLASSIFIER, FALLBACK = "bot.nlu.classifier.EnsembleClassifier", "FallbackClassifier"


def options(component: str) -> dict[str, Any]:
    """Raises `StopIteration` where the pipeline lacks it."""
    pipeline = read_yaml_file(CONFIG)["pipeline"]
    found = next(one for one in pipeline if one["name"] == component)
    return {name: value for name, value in found.items() if name != "name"}


def fallback_threshold() -> float:
    return float(options(FALLBACK)["threshold"])


class Served:
    def __init__(self, encoder: OnnxEncoder) -> None:
        self._encoder = encoder
        self.spelling = Spelling({}, encoder.knows)
        defaults = FallbackClassifier.get_default_config()
        self._fallback = FallbackClassifier({**defaults, **options(FALLBACK)})
        self._component: EnsembleClassifier | None = None

    def fit(self, texts: Sequence[str], vectors: np.ndarray, intents: Sequence[str]) -> None:
        context = ExecutionContext(GraphSchema({}))
        tables = training_data_from_paths([str(GOODS)], "en").lookup_tables
        self.spelling = Spelling.of(texts, StandIns.of(tables).words(), self._encoder.knows)
        texts, vectors = self._mended(texts, vectors)
        examples = [as_message(*row) for row in zip(texts, vectors, intents, strict=True)]
        with TemporaryDirectory() as folder:
            store, at = LocalModelStorage(Path(folder)), Resource("classifier")
            given = options(CLASSIFIER)
            data = TrainingData(examples, lookup_tables=tables)
            EnsembleClassifier.create(given, store, at, context).train(data)
            self._component = EnsembleClassifier.load(given, store, at, context)

    def ask(self, texts: Sequence[str], vectors: np.ndarray) -> list[Answer]:
        messages = [as_message(*row) for row in zip(*self._mended(texts, vectors), strict=True)]
        return [_answer(one) for one in self._fallback.process(self.classify(messages))]

    def classify(self, messages: list[Message]) -> list[Message]:
        if self._component is None:
            raise RuntimeError("fit first")
        return self._component.process(messages)

    def _mended(
        self, texts: Sequence[str], vectors: np.ndarray
    ) -> tuple[Sequence[str], np.ndarray]:
        """As `SentenceVectors` would have it."""
        mended = [self.spelling.mend(text) for text in texts]
        other = [i for i, pair in enumerate(zip(texts, mended, strict=True)) if pair[0] != pair[1]]
        vectors = vectors.copy()
        if other:
            vectors[other] = self._encoder.encode([mended[i] for i in other])
        return mended, vectors


def as_message(text: str, vector: np.ndarray, intent: str | None = None) -> Message:
    message = Message({TEXT: text, **({INTENT: intent} if intent else {})})
    message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, "vectors"))
    return message


def _answer(message: Message) -> Answer:
    """An intent for what belongs to none is an answer of its own where it was learned."""
    ranking = message.get("intent_ranking")
    served = message.get(INTENT)["name"]
    best = next(one for one in ranking if one["name"] != "nlu_fallback")
    proper = next((one for one in ranking if one["name"] not in REJECTIONS), best)
    return Answer(None if served == "nlu_fallback" else served, best["name"], proper["confidence"])
