"""`python -m bot.patterns --texts JSON --out JSON`: the entities that the served pattern extractor
finds, a list of [kind, value, start, end] a text. Owns no figures."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.importers.utils import training_data_from_paths

from bot.nlu.patterns import PatternExtractor
from bot.predict import quieten


def find_all(texts: list[str], folder: Path, language: str) -> list[list[list[object]]]:
    data = training_data_from_paths([str(folder)], language)
    store = LocalModelStorage(Path())
    entries = [{"name": e["name"], "pattern": e["pattern"]} for e in data.regex_features]
    extractor = PatternExtractor(store, Resource("patterns"), entries)
    return [
        [[one["entity"], one["value"], one["start"], one["end"]] for one in extractor.find(text)]
        for text in texts
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--texts", "--out"):
        parser.add_argument(option, type=Path, required=True)
    parser.add_argument("--language", default="en")
    given = parser.parse_args()
    quieten()
    texts = json.loads(given.texts.read_text(encoding="utf-8"))
    folder = Path("data", "nlu", given.language)
    found = find_all(texts, folder, given.language)
    given.out.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
