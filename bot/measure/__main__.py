"""`python -m bot.measure --job JSON --out JSON`: trains and asks, one split after another.

The job is `{"protocol": "apart"|"grouped"|"shots", "learn": [[text, intent], ...], "ask": [text,
...], "shots", "draws", "models": [name, ...], "wishes": [text, ...]}`; `ask` and `wishes`, of
which the served model tells the intents, are for `apart` alone, the others split `learn`. The
answer is `{"answers": {name: [[row, outside, served, guess, known], ...]}, "wishes": [[intent,
...], ...]}`, a row being a place in what was split. One line `done total` a step on stdout. Owns
no figures.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bot.measure.baselines import Baseline, OnVectors, OnWords
from bot.measure.default_rasa import DefaultRasa
from bot.measure.served import CLASSIFIER, Served, fallback_threshold, options
from bot.measure.splits import Split, few_shots, grouped
from bot.measure.wishes import heard
from bot.nlu.encoder import OnnxEncoder
from bot.predict import Answer, quieten


class Model(Protocol):
    def fit(self, texts: Sequence[str], vectors: np.ndarray, intents: Sequence[str]) -> None: ...

    def ask(self, texts: Sequence[str], vectors: np.ndarray) -> list[Answer]: ...


def _baseline(kind: type[OnWords] | type[OnVectors]) -> Model:
    return Baseline(kind.fit, fallback_threshold(), str(options(CLASSIFIER)["outside_intent"]))


MODELS: dict[str, Callable[[OnnxEncoder], Model]] = {
    "served": Served,
    "words": lambda _: _baseline(OnWords),
    "vectors": lambda _: _baseline(OnVectors),
    "default_rasa": lambda _: DefaultRasa(),
}


def splits(job: dict[str, Any], vectors: np.ndarray, intents: np.ndarray) -> list[Split]:
    if job["protocol"] == "grouped":
        return list(grouped(vectors, intents))
    if job["protocol"] == "shots":
        return list(few_shots(intents, job["shots"], job["draws"]))
    learned = len(job["learn"])
    asked = np.arange(learned, learned + len(job["ask"]))
    return [Split(np.arange(learned), asked, np.zeros(len(asked), dtype=bool))]


def measure(job: dict[str, Any], tell: Callable[[int, int], None]) -> dict[str, Any]:
    texts = np.array([text for text, _ in job["learn"]] + job.get("ask", []), dtype=object)
    intents = np.array([intent for _, intent in job["learn"]])
    folder = Path(options("bot.nlu.vectors.SentenceVectors")["folder"])
    encoder = OnnxEncoder(folder)
    vectors = encoder.encode(texts.tolist())
    parts = splits(job, vectors, intents)
    first = len(job["learn"]) if job["protocol"] == "apart" else 0
    answers: dict[str, list[list[Any]]] = {name: [] for name in job["models"]}
    wishes: list[list[str]] = []
    for number, part in enumerate(parts):
        for place, name in enumerate(job["models"]):
            model = MODELS[name](encoder)
            model.fit(texts[part.learn], vectors[part.learn], intents[part.learn].tolist())
            given = model.ask(texts[part.ask], vectors[part.ask])
            for row, outside, one in zip(part.ask, part.outside, given, strict=True):
                answers[name].append([int(row) - first, bool(outside), *one])
            if job.get("wishes") and isinstance(model, Served):
                wishes = heard(model, job["wishes"], encoder)
            tell(number * len(job["models"]) + place + 1, len(parts) * len(job["models"]))
    return {"answers": answers, "wishes": wishes}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--job", "--out"):
        parser.add_argument(option, type=Path, required=True)
    given = parser.parse_args()
    quieten()
    job = json.loads(given.job.read_text(encoding="utf-8"))
    found = measure(job, lambda done, total: print(done, total, flush=True))
    given.out.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
