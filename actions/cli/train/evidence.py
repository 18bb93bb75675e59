"""`storeclerk train evidence`: learns when a sentence answers a question. Owns the command."""

from __future__ import annotations

from pathlib import Path

import click

from actions.cli.output import out, print_json, progress


@click.command()
@click.option(
    "--in", "source", type=click.Path(path_type=Path), required=True,
    help="A folder of CSVs in the form of Contextual PQA's, or one with `label`.",
)  # fmt: skip
@click.option("--precision", type=click.FloatRange(0.5, 1.0), default=0.85, show_default=True)
@click.option("--out", "target", type=click.Path(path_type=Path), help="Default: the shipped file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(source: Path, precision: float, target: Path | None, as_json: bool) -> None:
    """Weigh what shows that a sentence answers, and say how sure it must be to be quoted.

    Half of the products are left for `evaluate pqa --held-out`. Sure enough is where the best of
    the shop's own texts is right as often as `--precision` says.
    """
    from actions.cli.evaluate.pqa_scores import filler, found, vectors_of
    from actions.cli.opening import load_encoder
    from actions.config import load_config
    from retrieval.errors import BadInput
    from retrieval.evaluate.questions import read_questions
    from retrieval.evidence_training import learn

    config = load_config()
    labelled = read_questions(source)
    asked = [question for question in labelled if not question.held_out]
    own = [question for question in (q.own() for q in asked) if len(question.candidates) > 1]
    try:
        texts = {question.text for question in labelled}
        answers = read_questions(source, labelled=False)
        asked += [q for q in answers if not q.held_out and q.text not in texts]
    except BadInput:
        pass  # right answers are welcome, but not needed
    with progress("Encoding") as advance:
        vectors = vectors_of(asked, load_encoder(config), advance)
    skip = filler(config)
    groups, sure = ([found(q, vectors, skip) for q in questions] for questions in (asked, own))
    said = f"half of the products of {source.name}: {len(asked)} questions"
    learned = learn(groups, sure, precision, said)
    path = target or config.path("evidence")
    path.parent.mkdir(parents=True, exist_ok=True)
    learned.save(path)
    report = {"questions": len(asked), "threshold": learned.threshold, "out": str(path)}
    if as_json:
        print_json(report)
    else:
        out.print(f"{len(asked):,} questions -> {path}, from {learned.threshold} on", markup=False)
