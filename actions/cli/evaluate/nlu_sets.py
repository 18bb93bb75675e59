"""The labelled sets that intents are measured on, read in place. Owns their file forms.

None of them comes with the project: they lie where STORECLERK_DATASETS says.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from actions.cli.evaluate.intents import REJECTION
from actions.cli.evaluate.nlu import read_rows
from actions.config import PROJECT_ROOT
from actions.errors import BadInput

HELD_OUT = PROJECT_ROOT / "bot" / "tests" / "data"
HOLDOUT, WISHES = HELD_OUT / "holdout_en.csv", HELD_OUT / "wishes_en.csv"
OPENINGS = HELD_OUT / "service_openings_en.csv"
EXAMPLES = PROJECT_ROOT / "data" / "nlu" / "en"
SHOTS, DRAWS = 10, 5
Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Trial:
    """`protocol`: `apart` learns `learn` and asks `ask`; `grouped` folds `learn`, near-duplicates
    together, other intents left out of each; `shots` learns a few of each intent, drawn anew.
    `wishes` and `openings`, figures of their own, go with `apart`."""

    name: str
    protocol: str
    learn: Rows
    ask: Rows = field(default_factory=list)
    wishes: list[tuple[str, set[str]]] = field(default_factory=list)  # two intents, or one
    openings: Rows = field(default_factory=list)  # what is to be done, with goods in it


def datasets() -> Path:
    beside = PROJECT_ROOT.parent / "shared" / "datasets"
    return Path(os.environ.get("STORECLERK_DATASETS") or beside)


def read_set(name: str) -> list[Trial]:
    """Raises `BadInput` where it isn't there or has another form."""
    readers: dict[str, Callable[[Path], list[Trial]]] = {
        "hint3": _hint3,
        "clinc150": _clinc150,
        "bitext": _bitext,
    }
    try:
        return readers[name](datasets())
    except (OSError, KeyError, ValueError) as error:
        raise BadInput(
            f"{name}: {error}. Does STORECLERK_DATASETS ({datasets()}) hold it?"
        ) from error


def own_holdout() -> Trial:
    """The project's examples, and messages in another style that training never sees."""
    from actions.cli.evaluate.nlu_lint import read_examples

    learn = [(one.text, one.intent) for one in read_examples(EXAMPLES)]
    several = [(text, set(own.split())) for text, own in _columns(WISHES, "text", "intents")]
    asked, openings = read_rows(HOLDOUT), read_rows(OPENINGS)
    return Trial("own hold-out", "apart", learn, asked, several, openings)


def _hint3(folder: Path) -> list[Trial]:
    """Version 1's training parts of both shops."""
    train = folder / "hint3" / "dataset" / "v1" / "train"
    return [
        Trial(
            f"hint3/{shop}", "grouped", _columns(train / f"{shop}_train.csv", "sentence", "label")
        )
        for shop in ("sofmattress", "curekart")
    ]


def _clinc150(folder: Path) -> list[Trial]:
    """Learned from `train`; asked `val` and every out-of-scope message: none is learned."""
    with gzip.open(folder / "clinc150" / "train.json.gz", "rt", encoding="utf-8") as file:
        parts = json.load(file)
    asked: Rows = [(text, intent) for text, intent in parts["val"]]
    asked += [(text, REJECTION) for part in ("oos_train", "oos_val") for text, _ in parts[part]]
    return [Trial("clinc150", "apart", [(text, intent) for text, intent in parts["train"]], asked)]


def _bitext(folder: Path) -> list[Trial]:
    """A sentence stands once for each of its entities; it is one message."""
    rows = _columns(folder / "bitext2022" / "train.csv", "utterance", "intent")
    return [Trial(f"bitext {SHOTS}-shot", "shots", list(dict.fromkeys(rows)))]


def _columns(file: Path, text: str, intent: str) -> Rows:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [(row[text], row[intent]) for row in csv.DictReader(lines) if row[text].strip()]
