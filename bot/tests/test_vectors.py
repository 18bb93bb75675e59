"""The featurizer inside Rasa's graph."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.vectors import MENDED, EncoderChanged, SentenceVectors

FOLDER = Path("var/models/minilm")
CONTEXT = ExecutionContext(GraphSchema({}))


def trained(store: LocalModelStorage, folder: Path) -> SentenceVectors:
    config = {**SentenceVectors.get_default_config(), "folder": str(folder)}
    component = SentenceVectors.create(config, store, Resource("vectors"), CONTEXT)
    component.train(TrainingData())
    return component


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "minilm"
    folder.mkdir()
    for file in FOLDER.iterdir():
        (folder / file.name).symlink_to(file.resolve())
    return folder


def renamed(folder: Path, version: str) -> None:
    card = json.loads((folder / "encoder.json").read_text())
    (folder / "encoder.json").unlink()
    (folder / "encoder.json").write_text(json.dumps({**card, "version": version}))


def test_each_message_gets_one_sentence_vector(tmp_path: Path) -> None:
    component = trained(LocalModelStorage(tmp_path), FOLDER)
    messages = [Message({TEXT: "hello"}), Message({TEXT: ""}), Message({TEXT: "bye"})]
    for message in component.process(messages):
        sentence = message.get_dense_features(TEXT)[1]
        assert sentence.features.shape == (1, 384)


def test_slips_of_the_pen_are_mended_for_the_vector_and_stay_in_the_text(tmp_path: Path) -> None:
    store = LocalModelStorage(tmp_path)
    config = SentenceVectors.get_default_config()
    said = ["return the lamp", "the return of the lamp"]
    learned = TrainingData([Message({TEXT: text, INTENT: "return_item"}) for text in said])
    SentenceVectors.create(config, store, Resource("vectors"), CONTEXT).train(learned)
    component = SentenceVectors.load(config, store, Resource("vectors"), CONTEXT)
    slip, meant = component.process([Message({TEXT: "retrun teh lapm"}), Message({TEXT: said[0]})])
    assert (slip.get(TEXT), slip.get(MENDED)) == ("retrun teh lapm", "return the lamp")
    vectors = [one.get_dense_features(TEXT)[1].features for one in (slip, meant)]
    np.testing.assert_allclose(*vectors, atol=1e-6)


def test_another_encoder_trains_anew(own_folder: Path) -> None:
    config = {"folder": str(own_folder)}
    before = SentenceVectors.fingerprint_addon(config)
    renamed(own_folder, "another")
    assert SentenceVectors.fingerprint_addon(config) != before


def test_a_model_is_not_served_with_another_encoder(tmp_path: Path, own_folder: Path) -> None:
    store = LocalModelStorage(tmp_path / "store")
    (tmp_path / "store").mkdir()
    trained(store, own_folder)
    config = {**SentenceVectors.get_default_config(), "folder": str(own_folder)}
    SentenceVectors.load(config, store, Resource("vectors"), CONTEXT)
    renamed(own_folder, "another")
    with pytest.raises(EncoderChanged, match="storeclerk train nlu"):
        SentenceVectors.load(config, store, Resource("vectors"), CONTEXT)
    shutil.rmtree(own_folder)
