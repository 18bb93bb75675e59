"""The classifier inside Rasa's graph: trained, stored, loaded, asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import EnsembleClassifier, NotEnoughExamples
from bot.tests.examples import INTENTS, TEXTS, hashed

CONTEXT = ExecutionContext(GraphSchema({}))
RESOURCE = Resource("classifier")


def message(text: str, intent: str | None = None) -> Message:
    one = Message({TEXT: text, **({INTENT: intent} if intent else {})})
    one.add_features(Features(hashed([text]), FEATURE_TYPE_SENTENCE, TEXT, "hashed"))
    return one


def train(store: LocalModelStorage, texts: list[str], intents: list[str]) -> EnsembleClassifier:
    component = EnsembleClassifier.create({}, store, RESOURCE, CONTEXT)
    examples = [message(text, intent) for text, intent in zip(texts, intents, strict=True)]
    component.train(TrainingData(examples))
    return component


def ask(component: EnsembleClassifier, text: str) -> dict[str, Any]:
    return component.process([message(text)])[0].as_dict()


@pytest.fixture
def store(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage(tmp_path)


def test_loaded_it_answers_as_it_did_trained(store: LocalModelStorage) -> None:
    component = train(store, TEXTS, INTENTS)
    loaded = EnsembleClassifier.load({}, store, RESOURCE, CONTEXT)
    for text in ("slice the melon", "please fold", "what"):
        fresh, again = ask(component, text), ask(loaded, text)
        assert fresh["intent"]["name"] == again["intent"]["name"]
        assert fresh["intent"]["confidence"] == pytest.approx(again["intent"]["confidence"])


def test_the_ranking_is_a_share_of_one_best_first(store: LocalModelStorage) -> None:
    answer = ask(train(store, TEXTS, INTENTS), "slice the melon")
    ranking = answer["intent_ranking"]
    sure = [one["confidence"] for one in ranking]
    assert ranking[0] == answer["intent"]
    assert answer["intent"]["name"] == "slice"
    assert sure == sorted(sure, reverse=True)
    assert sum(sure) <= 1.0 + 1e-6


def test_nothing_said_is_nothing_understood(store: LocalModelStorage) -> None:
    component = train(store, TEXTS, INTENTS)
    assert ask(component, "   ")["intent"]["confidence"] == 0.0
    assert ask(component, "")["intent"]["confidence"] == 0.0


def test_a_damaged_model_is_an_error(store: LocalModelStorage) -> None:
    train(store, TEXTS, INTENTS)
    with store.write_to(RESOURCE) as folder:
        (folder / "calibration.json").unlink()
    with pytest.raises(FileNotFoundError):
        EnsembleClassifier.load({}, store, RESOURCE, CONTEXT)


def test_untrained_it_refuses_to_guess(store: LocalModelStorage) -> None:
    component = EnsembleClassifier.create({}, store, RESOURCE, CONTEXT)
    with pytest.raises(RasaException, match="before it was trained"):
        ask(component, "boil it")


def test_one_intent_cannot_be_told_apart(store: LocalModelStorage) -> None:
    with pytest.raises(NotEnoughExamples):
        train(store, ["boil it", "boil that"], ["boil", "boil"])


def test_a_language_added_by_examples_alone_is_understood(store: LocalModelStorage) -> None:
    toy = {"boil": ["vasu", "vasu kel", "o vasu", "vasu dua"], "fold": ["pili", "pili kel"]}
    texts = TEXTS + [text for said in toy.values() for text in said]
    intents = INTENTS + [intent for intent, said in toy.items() for _ in said]
    component = train(store, texts, intents)
    assert ask(component, "kel vasu")["intent"]["name"] == "boil"
    assert ask(component, "o pili")["intent"]["name"] == "fold"
