"""The served classifier beside its baselines, in one run of Rasa's interpreter.

Owns starting `bot.measure` and what its answers are worth. Test labels stay on this side."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from actions.cli import output
from actions.cli.evaluate.intents import REJECTION, figures, rejection_auroc
from actions.cli.evaluate.nlu import BOT_PYTHON, write_predictions
from actions.cli.evaluate.nlu_wishes import several
from actions.config import PROJECT_ROOT
from actions.errors import Unavailable

if TYPE_CHECKING:
    from actions.cli.evaluate.nlu_sets import Trial

MODELS = {
    "served": "Storeclerk (config.yml)",
    "words": "logistic regression on words",
    "vectors": "logistic regression on sentence vectors",
    "default_rasa": "Rasa's default (DIET)",
}
SHOWN = ("accuracy", "guess_accuracy", "in_scope_accuracy", "oos_recall", "oos_auroc", "macro_f1",
         "asked_back")  # fmt: skip
ASKED_BACK = "nlu_fallback"


class Answered(NamedTuple):
    """One message, one model: `outside` where its intent was left out of training."""

    row: int
    outside: bool
    served: str | None
    guess: str
    known: float


def measure(trial: Trial, rasa_default: bool, out: Path | None) -> dict[str, Any]:
    """Figures of the served classifier, and of each baseline under `baselines`."""
    names = [name for name in MODELS if rasa_default or name != "default_rasa"]
    answers, heard = _ask(trial, names)
    asked = len(trial.ask) if trial.openings else None
    found = {name: _figures(trial, answers[name][:asked]) for name in names}
    for name in names if trial.openings else ():
        found[name] |= _openings(trial.openings, answers[name][asked:])
    if out:
        rows = answers["served"][:asked]
        served = [one.served or _refused(trial) for one in rows]
        write_predictions(out, served, [one.known for one in rows])
    wishes = several([two for _, two in trial.wishes], heard)
    own = {**found.pop("served"), **wishes}
    return {**own, "learned_from": len(trial.learn), "baselines": found}


def show(title: str, found: dict[str, Any]) -> None:
    beside = [found, *found["baselines"].values()]
    columns = ["", *(name for name in SHOWN if any(name in one for one in beside))]
    names = ["served", *found["baselines"]]
    rows = [
        [MODELS[name], *(one.get(column, "-") for column in columns[1:])]
        for name, one in zip(names, beside, strict=True)
    ]
    output.print_table(f"{title}: {found['rows']} messages", columns, rows)
    if "multi_precision" in found:
        told = [[found[name] for name in ("multi_rows", "multi_precision", "multi_recall")]]
        output.print_table("Two wishes in one message", ["messages", "precision", "recall"], told)
    if "openings_accuracy" in found:
        told = [
            [MODELS[name], one["openings_rows"], one["openings_accuracy"]]
            for name, one in zip(names, beside, strict=True)
        ]
        output.print_table(
            "What is to be done, with goods in it", ["", "messages", "accuracy"], told
        )


def _ask(trial: Trial, names: list[str]) -> tuple[dict[str, list[Answered]], list[list[str]]]:
    """Each model's answers, and the intents that the served one heard in each of `wishes`."""
    if not BOT_PYTHON.exists():
        raise Unavailable("Rasa's environment is missing: run `make setup`")
    from actions.cli.evaluate.nlu_sets import DRAWS, SHOTS

    job = {
        "protocol": trial.protocol,
        "learn": trial.learn,
        "ask": [text for text, _ in [*trial.ask, *trial.openings]],
        "shots": SHOTS,
        "draws": DRAWS,
        "models": names,
        "wishes": [text for text, _ in trial.wishes],
    }
    with TemporaryDirectory() as folder:
        asked, answered = Path(folder, "job.json"), Path(folder, "answers.json")
        asked.write_text(json.dumps(job), encoding="utf-8")
        command = [str(BOT_PYTHON), "-m", "bot.measure", "--job", str(asked)]
        _run([*command, "--out", str(answered)], trial.name, Path(folder, "log"))
        found = json.loads(answered.read_text(encoding="utf-8"))
    answers = found["answers"].items()
    return {name: [Answered(*row) for row in rows] for name, rows in answers}, found["wishes"]


def _run(command: list[str], name: str, log: Path) -> None:
    """Raises `Unavailable` with the last it said."""
    with (
        output.progress(f"Measuring on {name}", always=True) as advance,
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            command, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        for line in process.stdout or ():
            told = line.split()
            if len(told) == 2 and all(word.isdigit() for word in told):
                advance(int(told[0]), int(told[1]))
    if process.returncode != 0:
        said = log.read_text(encoding="utf-8", errors="replace").strip()
        raise Unavailable(f"{name} could not be measured:\n{said[-2000:]}")


def _figures(trial: Trial, answers: list[Answered]) -> dict[str, Any]:
    """`guess_accuracy`: of what belongs to an intent, had nothing been refused. `asked_back`: of
    all messages, refused."""
    rows = trial.ask or trial.learn
    labels = [rows[one.row][1] for one in answers]
    truth = [REJECTION if one.outside else own for one, own in zip(answers, labels, strict=True)]
    refused = _refused(trial)
    found = figures(truth, [one.served or refused for one in answers])
    away = [intent == REJECTION for intent in truth]
    found |= rejection_auroc([one.known for one in answers], away)
    pairs = zip(truth, answers, strict=True)
    guessed = [one.guess == intent for intent, one in pairs if intent != REJECTION]
    found["guess_accuracy"] = round(sum(guessed) / max(1, len(guessed)), 4)
    found["asked_back"] = round(sum(one.served is None for one in answers) / len(answers), 4)
    return found


def _openings(rows: list[tuple[str, str]], answers: list[Answered]) -> dict[str, Any]:
    """In the order of `rows`: they were asked after all others."""
    found = figures([own for _, own in rows], [one.served or ASKED_BACK for one in answers])
    names = ("rows", "accuracy", "accuracy_ci95")
    return {f"openings_{name}": found[name] for name in names}


def _refused(trial: Trial) -> str:
    """Where what belongs to no intent is itself learned, asking back is never the right answer."""
    learned = any(intent == REJECTION for _, intent in trial.learn)
    return ASKED_BACK if learned else REJECTION
