"""Order numbers, by the patterns of the dialogue examples themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.patterns import BadPattern, PatternExtractor

CONTEXT = ExecutionContext(GraphSchema({}))
RESOURCE = Resource("patterns")


def trained(tmp_path: Path, data: TrainingData) -> PatternExtractor:
    store = LocalModelStorage(tmp_path)
    PatternExtractor.create({}, store, RESOURCE, CONTEXT).train(data)
    return PatternExtractor.load({}, store, RESOURCE, CONTEXT)


@pytest.fixture
def extractor(tmp_path: Path) -> PatternExtractor:
    return trained(tmp_path, training_data_from_paths(["data/nlu/en/order_status.yml"], "en"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("#10234", ["10234"]),
        ("# 10234", ["10234"]),
        ("order 10234", ["10234"]),
        ("Order number 10234 please", ["10234"]),
        ("order no. 10234", ["10234"]),
        ("no. 10234", ["10234"]),
        ("my order number is 10234.", ["10234"]),
        ("reference: 10234", ["10234"]),
        ("10234", ["10234"]),
        ("it's 10234, thanks", ["10234"]),
        ("where is order #10234?", ["10234"]),
        ("order #W2378156", ["W2378156"]),
        ("is 10234 here and 10235 not", ["10234", "10235"]),
        ("power bank 20000 mah", []),
        ("a torch with 10000lm", []),
        ("under €10000", []),
        ("at most 10,000 euros", []),
        ("12999.50", []),
        ("number 2", []),
        ("#1", []),
        ("a tent for 4", []),
        ("no 30 litre bags", []),
        ("model AB10234X", []),
        ("", []),
    ],
)
def test_order_numbers(extractor: PatternExtractor, text: str, numbers: list[str]) -> None:
    assert [entity["value"] for entity in extractor.find(text)] == numbers


def test_an_entity_says_where_it_stands_and_who_found_it(extractor: PatternExtractor) -> None:
    message = extractor.process([Message({TEXT: "where is #10234?"})])[0]
    assert message.get(ENTITIES) == [
        {
            "entity": "order_number",
            "start": 10,
            "end": 15,
            "value": "10234",
            "extractor": "PatternExtractor",
        }
    ]


def test_a_pattern_that_does_not_compile_is_named(tmp_path: Path) -> None:
    data = TrainingData(regex_features=[{"name": "order_number", "pattern": "(\\d+"}])
    with pytest.raises(BadPattern, match="order_number"):
        trained(tmp_path, data)


def test_without_patterns_nothing_is_found(tmp_path: Path) -> None:
    assert trained(tmp_path, TrainingData()).find("#10234") == []
