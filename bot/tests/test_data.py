"""The dialogue's files hold together, and Rasa reads no others."""

from __future__ import annotations

import csv
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import yaml
from rasa.shared.data import get_data_files, is_config_file
from rasa.shared.importers.utils import training_data_from_paths

from bot.tests.conftest import RASA, ROOT
from bot.tests.test_holdout import HOLDOUT, OPENINGS, WISHES

AT_LEAST = 40
READ_BY_RASA = re.compile(r"^\s*(rules|stories|nlu|responses)\s*:", re.MULTILINE)


def examples() -> list[tuple[str, str]]:
    data = training_data_from_paths(["data/nlu/en"], "en")
    return [(one.get("text"), one.get("intent")) for one in data.intent_examples]


def domain() -> dict[str, list[str]]:
    return dict(yaml.safe_load(Path("domain.yml").read_text(encoding="utf-8")))


def test_each_intent_has_its_file_with_enough_examples() -> None:
    said = examples()
    for intent in domain()["intents"]:
        assert Path(f"data/nlu/en/{intent}.yml").is_file()
        assert sum(one == intent for _, one in said) >= AT_LEAST, intent
    assert {intent for _, intent in said} == set(domain()["intents"])


def test_no_example_stands_twice() -> None:
    seen: dict[str, str] = {}
    for text, intent in examples():
        assert seen.setdefault(text.lower(), intent) == intent, text
    assert len(seen) == len(examples())


def test_the_holdout_shares_no_message_with_the_examples() -> None:
    with HOLDOUT.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    held = {row["text"].strip().lower().rstrip("?!.") for row in rows}
    learned = {text.strip().lower().rstrip("?!.") for text, _ in examples()}
    assert len(rows) >= 600
    assert min(Counter(row["intent"] for row in rows).values()) >= 12
    assert {row["intent"] for row in rows} == set(domain()["intents"])
    assert len(held & learned) / len(held) < 0.05


def test_openings_of_services_are_held_out() -> None:
    with OPENINGS.open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["intent"]) for row in csv.DictReader(file)]
    learned = {text.strip().lower().rstrip("?!.") for text, _ in examples()}
    assert len(rows) >= 150
    assert {intent for _, intent in rows} <= set(domain()["intents"])
    assert not {text.strip().lower().rstrip("?!.") for text, _ in rows} & learned


def test_messages_of_two_wishes_and_such_as_look_like_two_are_held_out() -> None:
    with WISHES.open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["intents"].split()) for row in csv.DictReader(file)]
    learned = {text.strip().lower().rstrip("?!.") for text, _ in examples()}
    assert {len(intents) for _, intents in rows} == {1, 2}
    assert min(Counter(len(intents) for _, intents in rows).values()) >= 60
    assert {one for _, intents in rows for one in intents} <= set(domain()["intents"])
    assert not {text.strip().lower().rstrip("?!.") for text, _ in rows} & learned


def test_each_intent_has_one_rule_and_one_action() -> None:
    rules = yaml.safe_load(Path("data/rules/rules.yml").read_text(encoding="utf-8"))["rules"]
    steps = {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in rules}
    expected = {intent: f"action_{intent}" for intent in domain()["intents"]}
    assert steps == {**expected, "nlu_fallback": "action_clarify"}
    assert set(steps.values()) == set(domain()["actions"])
    assert len(rules) == len(steps)


def test_only_the_dialogues_own_files_are_read_by_rasa() -> None:
    """Rasa takes any YAML under data/ that has one of its keys, however deep."""
    ours = ("data/nlu/", "data/rules/")
    read = get_data_files(["data"], lambda file: file.endswith((".yml", ".yaml")))
    foreign = [
        file
        for file in read
        if not Path(file).as_posix().startswith(ours)
        and (READ_BY_RASA.search(Path(file).read_text(encoding="utf-8")) or is_config_file(file))
    ]
    assert foreign == []


@pytest.mark.parametrize("file", ["config.yml", "domain.yml", "endpoints.yml", "credentials.yml"])
def test_rasas_files_are_where_plain_rasa_looks(file: str) -> None:
    assert (ROOT / file).is_file()


def test_rasas_own_validation_passes() -> None:
    done = subprocess.run(
        [str(RASA), "data", "validate"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    words = done.stdout + done.stderr
    assert done.returncode == 0, words
    assert "No story structure conflicts found" in words
    warned = [line for line in words.splitlines() if "UserWarning" in line]
    assert all("utter_default" in line for line in warned), warned
