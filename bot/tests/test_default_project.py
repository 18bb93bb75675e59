"""The baseline is this project's own examples and rules, under Rasa's own defaults."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.utils.io import read_yaml_file

from bot.measure.default_project import DEFAULT_CONFIG, EPOCHS, write

JOB = {
    "responses": {"greet": ["Hello.", "Hi."]},
    "stories": [["greet", "search"], ["search", "greet"]],
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, JOB)
    return tmp_path


def test_rasa_is_left_its_own_pipeline_and_policies(project: Path) -> None:
    trained, default = read_yaml_file(project / "config.yml"), read_yaml_file(DEFAULT_CONFIG)
    for parts in ("pipeline", "policies"):
        fewer = [one | {"epochs": EPOCHS} if "epochs" in one else one for one in default[parts]]
        assert trained[parts] == fewer


def test_a_greeting_is_rasas_own_and_every_other_answer_an_action(project: Path) -> None:
    domain = Domain.load(project / "domain.yml")
    ours = Domain.load("domain.yml")
    assert domain.responses["utter_greet"] == [{"text": "Hello."}, {"text": "Hi."}]
    assert set(domain.user_actions) - {"utter_greet"} == set(ours.user_actions) - {"action_greet"}
    assert domain.intents == ours.intents


def test_what_is_learned_is_the_same(project: Path) -> None:
    files = (str(project / "config.yml"), str(project / "domain.yml"), [str(project / "data")])
    theirs = RasaFileImporter(*files)
    ours = RasaFileImporter("config.yml", "domain.yml", ["data/nlu", "data/rules"])
    examples = theirs.get_nlu_data().intent_examples
    assert len(examples) == len(ours.get_nlu_data().intent_examples) > 1000
    rules = len(ours.get_stories().story_steps)
    assert len(theirs.get_stories().story_steps) == rules + 2
    told = (project / "data" / "rules_0.yml").read_text(encoding="utf-8")
    assert "utter_greet" in told
    assert "action_greet" not in told
