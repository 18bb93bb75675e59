"""`storeclerk evaluate policy`: are policies quoted where they answer? Owns the command."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actions.cli.output import out, print_json, print_table

if TYPE_CHECKING:
    from retrieval.evaluate.policy import PolicyQuestion
    from retrieval.values import Passage

OURS = "storeclerk"
COLUMNS = ("quoted", "precision", "answered", "silence", "silence_right", "right", "words")


@click.command()
@click.option(
    "--questions", "files", type=click.Path(path_type=Path), multiple=True, required=True,
    help="A file of questions with where the answer stands; several are measured as one.",
)  # fmt: skip
@click.option("--language", help="Whose policies; default: the shop's own.")
@click.option("--faults", is_flag=True, help="List what was quoted or left unsaid wrongly.")
@click.option("--out", "target", type=click.Path(path_type=Path), help="Write the quotes (CSV).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    files: tuple[Path, ...], language: str | None, faults: bool, target: Path | None, as_json: bool
) -> None:
    """How often a quoted sentence answers, and how often "the policies don't say" is true.

    Beside ours stand BM25 and the nearest vector over the same sentences, each with the floor
    that suits it best on these very questions; ours has the one it is served with.
    """
    from actions.cli.opening import load_encoder
    from actions.config import load_config
    from retrieval.errors import BadInput
    from retrieval.evaluate.policy import (
        at_best_floor,
        judged,
        misplaced,
        plain_ways,
        read_policy_questions,
    )
    from retrieval.passages import Asked, Passages
    from retrieval.query import Language

    config = load_config()
    code = language or config.shop.language
    words = Language.load(config.languages_dir / code)
    asked = Asked.load(config.languages_dir / code)
    encode = load_encoder(config).encode
    folder = config.path("knowledge") / code
    passages = Passages.from_folder(folder, encode, asked, words.policy_names)
    questions = [question for file in files for question in read_policy_questions(file)]
    wrong = misplaced(questions, passages.sentences)
    if wrong:
        raise BadInput(f"stands in no sentence: {wrong[0]}", source=folder)
    quotes = {OURS: [passages.find(question.text) for question in questions]}
    for name, way in plain_ways(passages, encode, words.stemmer).items():
        quotes[name] = at_best_floor(questions, [way(question) for question in questions])
    figures = {name: judged(questions, some) for name, some in quotes.items()}
    if target is not None:
        _write(target, questions, quotes[OURS])
    if as_json:
        print_json({name: found.as_json() for name, found in figures.items()})
        return
    rows = [(name, *(getattr(found, one) for one in COLUMNS)) for name, found in figures.items()]
    titles = ("by", *(column.replace("_", " ") for column in COLUMNS))
    print_table(f"{len(questions)} questions", titles, rows)
    if faults:
        _show_faults(questions, quotes[OURS])


def _show_faults(questions: Sequence[PolicyQuestion], quotes: Sequence[Passage | None]) -> None:
    for question, quote in zip(questions, quotes, strict=True):
        if quote is None and question.answers:
            out.print(f"  {question.text!r}: nothing said", markup=False)
        elif quote is not None and not question.answered_by(quote):
            out.print(f"  {question.text!r}: {quote.heading}: {quote.text}", markup=False)


def _write(
    target: Path, questions: Sequence[PolicyQuestion], quotes: Sequence[Passage | None]
) -> None:
    with target.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("row", "prediction", "score", "question", "quoted"))
        for row, (question, quote) in enumerate(zip(questions, quotes, strict=True)):
            where, score, said = "", "", ""
            if quote is not None:
                where, score, said = quote.reference, f"{quote.score:.4f}", quote.text
            rows.writerow((row, where, score, question.text, said))
