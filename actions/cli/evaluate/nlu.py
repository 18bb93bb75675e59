"""`storeclerk evaluate nlu`: intents, with the pipeline that is served, and what messages mention.

Owns the command and reading its files; `intents` owns the figures, `nlu_beside` the comparison,
`nlu_entities` what is mentioned.
"""

from __future__ import annotations

import csv
import json
import subprocess
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from actions.cli import output
from actions.cli.evaluate.intents import REJECTION, figures
from actions.config import PROJECT_ROOT
from actions.errors import BadInput, Unavailable

BOT_PYTHON = PROJECT_ROOT / "bot" / ".venv" / "bin" / "python"
FILE = click.Path(path_type=Path)
SETS = ("hint3", "clinc150", "bitext")
FIGURES = ("accuracy", "macro_f1", "oos_recall", "in_scope_accuracy")
Prediction = tuple[str | None, float]


@click.command()
@click.option("--train", "train_file", type=FILE, help="CSV with the columns text,intent.")
@click.option("--test", "test_file", type=FILE,
              help="The same; `out_of_scope` marks what should be rejected.")  # fmt: skip
@click.option("--folds", "folds_file", type=FILE,
              help="CSV text,intent: folds of it that keep near-duplicates together.")  # fmt: skip
@click.option("--set", "sets", type=click.Choice(SETS), multiple=True,
              help="A labelled set in STORECLERK_DATASETS; give more than one.")  # fmt: skip
@click.option("--lint", "only_lint", is_flag=True,
              help="Only check the examples: duplicates, class sizes.")  # fmt: skip
@click.option("--rasa-default", is_flag=True,
              help="Measure Rasa's default pipeline too (DIET; minutes a fold).")  # fmt: skip
@click.option("--entities", "only_entities", is_flag=True,
              help="Only measure what messages mention: orders, goods, days ...")  # fmt: skip
@click.option("--misses", type=FILE, help="A line for each message whose mentions aren't right.")
@click.option("--out", type=click.Path(path_type=Path), help="CSV: row, prediction, score.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    train_file: Path | None, test_file: Path | None, folds_file: Path | None,
    sets: tuple[str, ...], only_lint: bool, rasa_default: bool, only_entities: bool,
    misses: Path | None, out: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Measure config.yml's classifier, on the project's own hold-out where nothing else is named;
    with it, how much of what messages mention is understood (`entity_f1`).

    Beside it, in the same run: logistic regression on words and on the same sentence vectors.
    --train with --test runs the whole pipeline through Rasa instead, and no baselines.
    """
    if only_lint:
        from actions.cli.evaluate.nlu_lint import run_lint

        run_lint(as_json)
        return
    if only_entities:
        _entities({}, misses, as_json)
        return
    if (train_file is None) != (test_file is None):
        raise BadInput("--train and --test go together")
    if sum(map(bool, (train_file, folds_file, sets))) > 1:
        raise BadInput("one of --train with --test, --folds, --set")
    if out and (folds_file or sets):
        raise BadInput("--out goes with --train and --test, or with the own hold-out")
    if train_file and test_file:
        _apart(train_file, test_file, out, as_json)
        return
    _beside_baselines(folds_file, sets, rasa_default, misses, out, as_json)


def _entities(found: dict[str, Any], misses: Path | None, as_json: bool) -> None:
    """After what was `found` of the intents."""
    from actions.cli.evaluate.nlu_entities import entity_figures, show_entities

    entities = entity_figures(misses)
    if as_json:
        output.print_json({**found, **entities})
    else:
        show_entities(entities)


def _apart(train_file: Path, test_file: Path, out: Path | None, as_json: bool) -> None:
    learned, asked = read_rows(train_file), read_rows(test_file)
    _check_training(learned, train_file)
    predictions = ask_rasa(train_file, test_file)
    predicted = [name or REJECTION for name, _ in predictions]
    if out:
        write_predictions(out, predicted, [score for _, score in predictions])
    found = {**figures([intent for _, intent in asked], predicted), "trained_on": len(learned)}
    if as_json:
        output.print_json(found)
        return
    rows = [
        [name, found[name], _interval(found[f"{name}_ci95"])] for name in FIGURES if name in found
    ]
    title = f"{len(asked)} messages, learned from {len(learned)}"
    output.print_table(title, ["figure", "value", "95 %"], rows)


def _beside_baselines(
    folds_file: Path | None, sets: tuple[str, ...], rasa_default: bool, misses: Path | None,
    out: Path | None, as_json: bool,
) -> None:  # fmt: skip
    from actions.cli.evaluate.nlu_beside import measure, show
    from actions.cli.evaluate.nlu_sets import Trial, own_holdout, read_set

    if sets:
        trials = [trial for name in sets for trial in read_set(name)]
    elif folds_file:
        trials = [Trial(folds_file.stem, "grouped", read_rows(folds_file))]
    else:
        trials = [own_holdout()]
    found = {trial.name: measure(trial, rasa_default, out) for trial in trials}
    own = not sets and folds_file is None
    if as_json and not own:
        output.print_json({"sets": found} if sets else next(iter(found.values())))
        return
    if not as_json:
        for trial in trials:
            show(trial.name, found[trial.name])
    if own:
        _entities(next(iter(found.values())), misses, as_json)


def read_rows(file: Path) -> list[tuple[str, str]]:
    """(text, intent) of each row. Raises `BadInput` with the line that is wrong."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = {"text", "intent"} - set(reader.fieldnames or ())
            if missing:
                raise BadInput(f"{file}: no column {' and '.join(sorted(missing))}")
            rows = []
            for row in reader:
                if not row["text"] or not row["intent"]:
                    raise BadInput(f"{file}: line {reader.line_num}: text or intent is empty")
                rows.append((row["text"], row["intent"]))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{file}: {error}") from error
    if not rows:
        raise BadInput(f"{file}: no rows")
    return rows


def _check_training(rows: list[tuple[str, str]], file: Path) -> None:
    counts = Counter(intent for _, intent in rows)
    if REJECTION in counts:
        raise BadInput(
            f"{file}: `{REJECTION}` is a rejection, not an intent: only tests may have it"
        )
    if len(counts) < 2:
        raise BadInput(f"{file}: at least two intents are needed")


def ask_rasa(train_file: Path, test_file: Path) -> list[Prediction]:
    """One prediction a row of the test, None for a rejection. Raises `Unavailable`."""
    if not BOT_PYTHON.exists():
        raise Unavailable("Rasa's environment is missing: run `make setup`")
    with TemporaryDirectory() as folder:
        answer = Path(folder, "predictions.json")
        command = [str(BOT_PYTHON), "-m", "bot.predict", "--out", str(answer)]
        command += ["--train", str(train_file.resolve()), "--test", str(test_file.resolve())]
        with output.err.status("Rasa trains and answers ..."):
            done = subprocess.run(
                command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False
            )
        if done.returncode != 0 or not answer.exists():
            raise Unavailable(f"Rasa could not be trained:\n{done.stderr.strip()[-2000:]}")
        found = json.loads(answer.read_text(encoding="utf-8"))["predictions"]
    return [(name, float(score)) for name, score in found]


def write_predictions(out: Path, predicted: list[str], scores: list[float]) -> None:
    with out.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["row", "prediction", "score"])
        for row, (name, score) in enumerate(zip(predicted, scores, strict=True)):
            writer.writerow([row, name, f"{score:.6f}"])


def _interval(pair: list[float]) -> str:
    return f"{pair[0]:.4f} to {pair[1]:.4f}"
