"""`storeclerk evaluate sentiment`: what texts feel, beside TF-IDF with logistic regression.

Owns the command; `llm.sentiment` learns, `intents` owns the figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli import output
from actions.cli.evaluate.intents import figures
from actions.cli.evaluate.nlu import write_predictions
from actions.errors import BadInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from llm.sentiment import Classifier
    from llm.sentiment.rows import Rows

FILE = click.Path(path_type=Path)
FIGURES = ("accuracy", "macro_f1")
OURS = "ours"


@click.command()
@click.option(
    "--train", "train_file", type=FILE, help="CSV with the columns text[,title],label; .gz too."
)
@click.option(
    "--test",
    "test_file",
    type=FILE,
    help="The same; by default a fifth of --train, held back by --seed.",
)
@click.option(
    "--text", default="text", show_default=True, help="What the column of the text is called."
)
@click.option(
    "--title", default="title", show_default=True, help="That of the title; may be missing."
)
@click.option("--label", default="label", show_default=True, help="That of the label: any words.")
@click.option(
    "--meaning/--no-meaning",
    default=True,
    show_default=True,
    help="Learn from sentence vectors too; minutes for thousands of texts, then kept.",
)
@click.option(
    "--threads", type=click.IntRange(min=1), default=1, show_default=True, help="Of the encoder."
)
@click.option("--language", default="en", show_default=True, help="Whose negations are marked.")
@click.option(
    "--aspects",
    is_flag=True,
    help="Measure the shop's own model on aspects instead, on sentences kept apart.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Of the fifth and the folds.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="CSV: row, prediction, score."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    train_file: Path | None, test_file: Path | None, text: str, title: str, label: str,
    meaning: bool, threads: int, language: str, aspects: bool, seed: int, out: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Accuracy and macro-F1 on texts kept apart, beside TF-IDF with logistic regression.

    Both learn from the same rows in the same run. The labels of the test are read after everything
    is predicted. `score` is the probability of the prediction.
    """
    if aspects:
        _aspects(meaning, threads, as_json)
        return
    if train_file is None:
        raise BadInput("--train names the file to learn from")
    from llm.sentiment.rows import Columns, read_rows

    columns = Columns(text, title, label)
    learned, asked = read_rows(train_file, columns), None
    if test_file is None:
        learned, asked = learned.split(seed)
    else:
        asked = read_rows(test_file, columns, labelled=False)
    predicted, scores, beside = _predicted(learned, asked, meaning, threads, language, seed)
    if out:
        write_predictions(out, predicted, scores)
    found = _scored(predicted, beside, asked) | {"rows": len(asked), "trained_on": len(learned)}
    if as_json:
        output.print_json(found)
    else:
        _show(found)


def _aspects(meaning: bool, threads: int, as_json: bool) -> None:
    from actions.cli.aspects_measured import measured_on_own, show_measured
    from actions.cli.opening import load_encoder
    from actions.config import load_config
    from actions.feelings.opening import open_sentiment

    config = load_config()
    encoder = load_encoder(config, threads) if meaning else None
    found = measured_on_own(open_sentiment(config), encoder)
    if as_json:
        output.print_json(found)
    else:
        show_measured(found)


def _predicted(
    learned: Rows, asked: Rows, meaning: bool, threads: int, language: str, seed: int
) -> tuple[list[str], list[float], list[str]]:
    """The labels of `asked` with their probabilities, and what the baseline says."""
    from llm.sentiment.baseline import baseline

    vectors = None
    if meaning:
        from actions.cli.sentiment_vectors import vectors_of

        vectors = vectors_of([*learned.texts, *asked.texts], threads)
    first = None if vectors is None else vectors[: len(learned)]
    rest = None if vectors is None else vectors[len(learned) :]
    classifier = _learned(learned, first, language, seed)
    labels, probabilities = classifier.predict(asked.texts, rest)
    places = [classifier.labels.index(label) for label in labels]
    scores = [float(row[place]) for row, place in zip(probabilities, places, strict=True)]
    return labels, scores, baseline(learned.texts, learned.labels, asked.texts)


def _learned(
    rows: Rows, vectors: NDArray[np.float32] | None, language: str, seed: int
) -> Classifier:
    from actions.config import load_config
    from llm.sentiment.language import negation_of
    from llm.sentiment.learning import Settings, learn

    negation = negation_of(load_config().languages_dir / language)
    with output.progress("Learning") as advance:
        return learn(
            rows.texts, rows.labels, vectors,
            negation=negation, settings=Settings(seed=seed), progress=advance,
        )  # fmt: skip


def _scored(predicted: list[str], beside: list[str], asked: Rows) -> dict[str, Any]:
    """Nothing where the file has no labels."""
    from llm.sentiment.baseline import NAME

    if not asked.labels:
        return {}
    return {**_told(asked, predicted), "baselines": {NAME: _told(asked, beside)}}


def _told(asked: Rows, predicted: list[str]) -> dict[str, Any]:
    found = figures(asked.labels, predicted)
    return {key: found[key] for name in FIGURES for key in (name, f"{name}_ci95")}


def _show(found: dict[str, Any]) -> None:
    title = f"{found['rows']:,} texts, learned from {found['trained_on']:,}"
    if "baselines" not in found:
        output.out.print(f"{title}; their labels aren't told, so nothing is scored.")
        return
    rows = [
        (name, *(cell for figure in FIGURES for cell in (one[figure], _interval(one, figure))))
        for name, one in ((OURS, found), *found["baselines"].items())
    ]
    output.print_table(title, ("by", "accuracy", "95 %", "macro-F1", "95 %"), rows)


def _interval(found: dict[str, Any], name: str) -> str:
    low, high = found[f"{name}_ci95"]
    return f"{low:.4f} to {high:.4f}"
