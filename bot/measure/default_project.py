"""Rasa as `rasa init` leaves it, trained on this project's examples and rules: a baseline.

`python -m bot.measure.default_project --job JSON --out FILE`; the job is `{"responses": {intent:
[text, ...]}, "stories": [[intent, ...], ...]}`. Pipeline and policies are Rasa's own default ones
(DIET, TED, UnexpecTED among them), trained for `EPOCHS` of their 100: the network and so the time
a message takes are the same, and 100 take over an hour here. An intent in `responses` is answered
by Rasa itself instead of an action, as its tutorial greets. Owns no figures.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import rasa.engine.recipes
from rasa.shared.utils.io import read_yaml_file, write_yaml

DEFAULT_CONFIG = Path(rasa.engine.recipes.__file__).parent / "config_files" / "default_config.yml"
EPOCHS = 8
VERSION = {"version": "3.1"}


def config() -> dict[str, Any]:
    """Rasa's default one as installed, with fewer epochs."""
    default: dict[str, Any] = read_yaml_file(DEFAULT_CONFIG)
    for part in (*default["pipeline"], *default["policies"]):
        if "epochs" in part:
            part["epochs"] = EPOCHS
    return {**default, "assistant_id": "default-rasa"}


def without_actions(node: Any, names: dict[str, str]) -> Any:
    """The same with each action's name that is a key of `names` replaced."""
    if isinstance(node, dict):
        return {key: without_actions(value, names) for key, value in node.items()}
    if isinstance(node, list):
        return [without_actions(one, names) for one in node]
    return names.get(node, node) if isinstance(node, str) else node


def stories(paths: list[list[str]], names: dict[str, str]) -> dict[str, Any]:
    def steps(path: list[str]) -> list[dict[str, str]]:
        actions = [f"action_{intent}" for intent in path]
        pairs = zip(path, (names.get(one, one) for one in actions), strict=True)
        return [step for i, action in pairs for step in ({"intent": i}, {"action": action})]

    told = [{"story": f"path {n}", "steps": steps(path)} for n, path in enumerate(paths)]
    return {**VERSION, "stories": told}


def write(folder: Path, job: dict[str, Any]) -> None:
    """The whole project. The names of other actions stay: an action server runs them."""
    responses = job["responses"]
    names = {f"action_{intent}": f"utter_{intent}" for intent in responses}
    domain = without_actions(read_yaml_file("domain.yml"), names)
    domain["actions"] = [name for name in domain["actions"] if name not in names.values()]
    said = {f"utter_{i}": [{"text": text} for text in texts] for i, texts in responses.items()}
    domain["responses"] = {**domain["responses"], **said}
    shutil.copytree("data/nlu", folder / "data" / "nlu")
    write_yaml(config(), folder / "config.yml")
    write_yaml(domain, folder / "domain.yml")
    rules = [read_yaml_file(file) for file in sorted(Path("data/rules").rglob("*.yml"))]
    for number, one in enumerate(rules):
        write_yaml(without_actions(one, names), folder / "data" / f"rules_{number}.yml")
    write_yaml(stories(job["stories"], names), folder / "data" / "stories.yml")


def train(folder: Path, model: Path) -> None:
    """Raises `CalledProcessError`; what Rasa says goes to stderr."""
    command = [str(Path(sys.executable).with_name("rasa")), "train", "--out", "models"]
    command += ["--fixed-model-name", "model"]
    subprocess.run(command, cwd=folder, stdout=sys.stderr, check=True)
    model.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(folder / "models" / "model.tar.gz", model)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--job", "--out"):
        parser.add_argument(option, type=Path, required=True)
    given = parser.parse_args()
    with TemporaryDirectory(prefix="default-rasa-") as folder:
        write(Path(folder), json.loads(given.job.read_text(encoding="utf-8")))
        train(Path(folder), given.out.resolve())


if __name__ == "__main__":
    main()
