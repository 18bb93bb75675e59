"""`storeclerk evaluate corpus`: are the clauses fit to be recombined? Owns the command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import out, print_json, print_table
from actions.errors import BadInput

if TYPE_CHECKING:
    from llm.corpus.lint import Finding, Placed

CORPUS = Path("data/replies")


@click.command()
@click.option(
    "--corpus",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=CORPUS,
    show_default=True,
    help="A folder a language with its clauses, as data/replies has them.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(folder: Path, as_json: bool) -> None:
    """Count the clauses by task, part and tone, and name each that breaks a rule, with its line.

    No clause may state a fact of its own (digits, prices, colours, stock, dates, superlatives),
    stand twice, be misspelt, read hard, or press a customer. The words are those of
    data/languages/<code>/corpus.toml. Exits 1 where something is found.
    """
    from actions.config import load_config
    from llm.corpus.lint import LintWords, lint, read_placed

    languages = sorted(path for path in folder.glob("*") if path.is_dir())
    if not languages:
        raise BadInput(f"{folder}: no language folders")
    report: dict[str, Any] = {"languages": {}, "findings": []}
    for language in languages:
        placed = read_placed(language)
        words = LintWords.load(load_config().languages_dir, language.name)
        findings = lint([one.clause for one in placed], words)
        report["languages"][language.name] = _counts(placed)
        report["findings"] += list(_told(placed, findings))
    if as_json:
        print_json(report)
    else:
        _show(report)
    if report["findings"]:
        raise SystemExit(1)


def _counts(placed: list[Placed]) -> dict[str, Any]:
    """Different texts; a clause without tones counts for each of them."""
    from llm.plan import Tone

    texts: dict[str, Counter[str]] = {"tasks": Counter(), "parts": Counter(), "tones": Counter()}
    seen: set[tuple[str, str, str]] = set()

    def count(kind: str, name: str, text: str) -> None:
        if (kind, name, text) not in seen:
            seen.add((kind, name, text))
            texts[kind][name] += 1

    for clause in (one.clause for one in placed):
        count("tasks", clause.task.value, clause.text)
        count("parts", clause.part.value, clause.text)
        for tone in clause.tones or Tone:
            count("tones", tone.value, clause.text)
    total = len({one.clause.text for one in placed})
    return {"clauses": total} | {kind: dict(counted) for kind, counted in texts.items()}


def _told(placed: list[Placed], findings: list[Finding]) -> Iterator[dict[str, Any]]:
    for finding in findings:
        place = placed[finding.number]
        yield {
            "file": str(place.path),
            "line": place.line,
            "rule": finding.rule,
            "clause": finding.clause.text,
            "what": finding.what,
        }


def _show(report: dict[str, Any]) -> None:
    for code, counts in report["languages"].items():
        rows = [
            (f"{kind[:-1]} {name}", number)
            for kind in ("tasks", "parts", "tones")
            for name, number in counts[kind].items()
        ]
        rows.append(("all", counts["clauses"]))
        print_table(f"Clauses: {code}", ("", "clauses"), rows)
    for found in report["findings"]:
        place = f"{found['file']}:{found['line']}"
        told = f"{place}: {found['rule']}: “{found['clause']}” {found['what']}"
        out.print(told, markup=False, soft_wrap=True)
    count = len(report["findings"])
    out.print("No findings." if not count else f"{count} findings.", markup=False)
