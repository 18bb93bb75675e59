"""`storeclerk evaluate pqa`: questions about products, the evidence chosen for them and what is
quoted of it. Owns the command and its tables."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import out, print_json, print_table, progress

if TYPE_CHECKING:
    from actions.cli.evaluate.pqa_scores import Rankers, Scores
    from actions.config import Config
    from retrieval.evaluate.questions import Question

OURS = "storeclerk"


@click.command()
@click.option(
    "--in", "source", type=click.Path(path_type=Path), required=True,
    help="A CSV with the columns qid, question, candidate, label, or a folder of such.",
)  # fmt: skip
@click.option(
    "--held-out", is_flag=True, help="Only the half of the products that no weights came from."
)
@click.option("--own", is_flag=True, help="Only what the shop says itself, as in the shop's chat.")
@click.option("--weights", type=click.Path(path_type=Path), help="Default: the shipped ones.")
@click.option("--out", "target", type=click.Path(path_type=Path), help="Write the chosen (CSV).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    source: Path,
    held_out: bool,
    own: bool,
    weights: Path | None,
    target: Path | None,
    as_json: bool,
) -> None:
    """MRR and top 1 of the evidence, beside BM25, cosine and chance; then the answers given.

    Ranked are the questions that have a right candidate. Answered are those whose best candidate
    is likely enough; `precision` is how many of these are right, beside the same number of answers
    by the highest cosine. A reply is faithful if it says the one chosen candidate word for word
    and nothing of another.
    """
    from actions.cli.evaluate.pqa_scores import filler, rankers, vectors_of
    from actions.cli.opening import load_encoder
    from actions.config import load_config
    from retrieval.evaluate.questions import Question, read_questions
    from retrieval.evidence import EvidenceChooser, EvidenceWeights

    config = load_config()
    asked = [q for q in read_questions(source) if q.held_out or not held_out]
    if own:
        asked = [q for q in map(Question.own, asked) if q.candidates]
    learned = EvidenceWeights.load(weights or config.path("evidence"))
    with progress("Encoding") as advance:
        vectored = vectors_of(asked, load_encoder(config), advance)
    by = rankers(asked, vectored, EvidenceChooser(learned, filler(config)))
    scored = {name: [rank(question) for question in asked] for name, rank in by.items()}
    report = {
        name: _set_report(
            [place for place, q in enumerate(asked) if q.set == name], asked, scored,
            learned.threshold, config,
        )
        for name in dict.fromkeys(question.set for question in asked)
    }  # fmt: skip
    if target is not None:
        _write(target, asked, scored[OURS], learned.threshold)
    if as_json:
        print_json({"threshold": learned.threshold, "weights": learned.source, "sets": report})
    else:
        _show(report, by)


def _set_report(
    rows: Sequence[int],
    asked: Sequence[Question],
    scored: Mapping[str, Sequence[Scores]],
    threshold: float,
    config: Config,
) -> dict[str, Any]:
    from actions.cli.evaluate.pqa_scores import places

    ranked = {}
    for name, scores in scored.items():
        found = [places(asked[row], scores[row]) for row in rows if asked[row].answerable]
        ranked[name] = {
            "mrr": sum(1 / place for place in found) / max(1, len(found)),
            "top1": sum(place == 1 for place in found) / max(1, len(found)),
        }
    ours = [row for row in rows if scored[OURS][row].max() >= threshold]
    surest = sorted(rows, key=lambda row: -float(scored["cosine"][row].max()))[: len(ours)]
    return {
        "questions": len(rows),
        "answerable": sum(asked[row].answerable for row in rows),
        "rankings": ranked,
        "answered": len(ours) / max(1, len(rows)),
        "precision": _right(ours, asked, scored[OURS]),
        "cosine_precision": _right(surest, asked, scored["cosine"]),
        "faithful": _faithful([(asked[row], scored[OURS][row]) for row in ours], config),
    }


def _right(rows: Sequence[int], asked: Sequence[Question], scores: Sequence[Scores]) -> float:
    """The share of `rows` whose best candidate answers."""
    right = sum(asked[row].candidates[int(scores[row].argmax())].grade > 0 for row in rows)
    return right / max(1, len(rows))


def _faithful(answered: Sequence[tuple[Question, Scores]], config: Config) -> float:
    """The share of replies that are written clauses around the chosen candidate, whole, and not a
    word besides."""
    from llm.engine import NumberFormat
    from llm.planning import plan_qa
    from llm.writer import Writer
    from retrieval.values import Product, Variant

    weights = config.path("generator")
    model = weights if (weights / "config.json").is_file() else None
    writer = Writer.open(model, config.languages_dir, NumberFormat(config.server.number_format))
    product = Product("p", "The product", (Variant("v"),))
    quotes = [q.candidates[int(scores.argmax())].text for q, scores in answered]
    plans = [plan_qa(product, None, ask="evidence", quote=quote) for quote in quotes]
    with progress("Writing") as advance:
        replies = writer.write_all(plans, progress=advance)
    clauses = _clauses(config)
    faithful = 0
    for quote, reply in zip(quotes, replies, strict=True):
        before, said, after = reply.text.partition(quote)
        left = before.replace(product.title, "{name}") + "{quote}" + after
        for clause in clauses:
            left = left.replace(clause, "")
        faithful += bool(said) and not left.strip()
    return faithful / max(1, len(answered))


def _clauses(config: Config) -> list[str]:
    """All that people wrote for an answer about a product, the longest first."""
    import tomllib

    language = config.shop.language
    files = (
        config.languages_dir / language / "templates.toml",
        config.root / "data" / "replies" / language / "qa.toml",
    )
    read = (tomllib.loads(file.read_text(encoding="utf-8")) for file in files if file.is_file())
    texts = (
        text
        for data in read
        for clause in data.get("clauses", ())
        if clause.get("task", "qa") == "qa"
        for text in clause["text"]
    )
    return sorted(set(texts), key=len, reverse=True)


def _show(report: Mapping[str, Any], by: Rankers) -> None:
    rows = [
        (name, ranking, told["rankings"][ranking]["mrr"], told["rankings"][ranking]["top1"])
        for name, told in report.items()
        for ranking in by
    ]
    print_table("Evidence, of the questions that have some", ("set", "by", "MRR", "top 1"), rows)
    columns = ("questions", "answered", "precision", "cosine_precision", "faithful")
    told_rows = [(name, *(told[column] for column in columns)) for name, told in report.items()]
    print_table("Answers", ("set", *(c.replace("_", " ") for c in columns)), told_rows)
    out.print("The rest are told that the record doesn't say.", markup=False)


def _write(
    target: Path, asked: Sequence[Question], scores: Sequence[Scores], threshold: float
) -> None:
    with target.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("row", "prediction", "score", "set", "qid", "question", "quoted"))
        for row, (question, found) in enumerate(zip(asked, scores, strict=True)):
            best = int(found.argmax())
            quoted = question.candidates[best].text if found[best] >= threshold else ""
            rows.writerow(
                (row, best, f"{found[best]:.4f}", question.set, question.id, question.text, quoted)
            )
