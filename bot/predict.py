"""Trains the pipeline of config.yml on one CSV file and asks it about another.

`python -m bot.predict --train CSV --test CSV --out JSON` (columns `text,intent`; the second file's
intents are not read). Writes `{"predictions": [[intent or null, score], ...]}`, one a test row;
null is a rejection, and its score the chance that the best intent isn't right. Owns no figures:
who asked scores them.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import logging
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import structlog
from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from rasa.shared.utils.io import write_text_file
from ruamel.yaml import YAML
from ruamel.yaml.compat import StringIO

REJECTIONS = {"nlu_fallback", "out_of_scope"}


class Answer(NamedTuple):
    """What is served, None for a rejection; the best guess; the chance that the guess is right."""

    served: str | None
    guess: str
    known: float


def read_column(file: Path, column: str) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return [row[column] for row in csv.DictReader(rows)]


def as_examples(texts: list[str], intents: list[str]) -> str:
    """Rasa's YAML. Brackets that would be read as an entity are taken apart, and intents get
    plain names: a `/` in one would make it a response selector's."""
    names = {intent: f"intent_{number}" for number, intent in enumerate(sorted(set(intents)))}
    nlu = [
        {
            "intent": name,
            "examples": [
                {"text": " ".join(text.split()).replace("](", "] (").replace("]{", "] {")}
                for text, own in zip(texts, intents, strict=True)
                if own == intent and text.strip()
            ],
        }
        for intent, name in names.items()
    ]
    out = StringIO()
    YAML(typ="safe").dump({"version": "3.1", "nlu": nlu}, out)
    return str(out.getvalue())


async def ask(agent: Agent, texts: list[str], names: dict[str, str]) -> list[Answer]:
    answers = []
    for text in texts:
        ranking = (await agent.parse_message(text))["intent_ranking"]
        best = next(one for one in ranking if one["name"] not in REJECTIONS)
        rejected = ranking[0]["name"] in REJECTIONS
        guess = names[best["name"]]
        answers.append(Answer(None if rejected else guess, guess, float(best["confidence"])))
    return answers


def predict(texts: list[str], intents: list[str], asked: list[str], config: Path) -> list[Answer]:
    """Trains the pipeline of `config` on `texts` and asks it `asked`."""
    names = {f"intent_{number}": intent for number, intent in enumerate(sorted(set(intents)))}
    with TemporaryDirectory() as folder:
        data = Path(folder, "nlu.yml")
        write_text_file(as_examples(texts, intents), data)
        model = train_nlu(str(config), str(data), folder, fixed_model_name="nlu")
        return asyncio.run(ask(Agent.load(model), asked, names))


def quieten() -> None:
    """Rasa tells its progress on the log, line by line; here only what is wrong."""
    logging.disable(logging.INFO)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--train", "--test", "--out"):
        parser.add_argument(option, type=Path, required=True)
    parser.add_argument("--config", type=Path, default=Path("config.yml"))
    options = parser.parse_args()
    quieten()
    texts, intents = (read_column(options.train, column) for column in ("text", "intent"))
    answers = predict(texts, intents, read_column(options.test, "text"), options.config)
    rows = [[one.served, round(one.known if one.served else 1 - one.known, 6)] for one in answers]
    options.out.write_text(json.dumps({"predictions": rows}), encoding="utf-8")


if __name__ == "__main__":
    main()
