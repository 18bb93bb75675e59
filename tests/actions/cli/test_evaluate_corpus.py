"""`storeclerk evaluate corpus`: the shipped clauses pass, a shop's faulty one is named by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actions.cli.evaluate.corpus import command
from actions.errors import BadInput
from llm.errors import CorpusError

FAULTY = """task = "qa"

[[clauses]]
asks = ["price"]
text = [
  "{name} costs {price}.",
  "{name} is the cheapest, at {price}.",
]

[[clauses]]
part = "opener"
tones = ["warm"]
text = ["Gladly.", "Hurry up."]
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "own.toml").write_text(FAULTY, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments], env={"COLUMNS": "200"})


def test_the_shipped_corpus_has_no_findings_and_enough_clauses() -> None:
    result = run("--json")
    report = json.loads(result.stdout)
    assert result.exit_code == 0
    assert report["findings"] == []
    assert report["languages"]["en"]["clauses"] >= 1500


def test_a_fault_is_named_by_file_and_line_and_the_exit_says_so(shop: Path) -> None:
    result = run("--corpus", shop, "--json")
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    found = [(Path(f["file"]).name, f["line"], f["rule"]) for f in report["findings"]]
    assert found == [("own.toml", 7, "fact"), ("own.toml", 13, "unwanted")]
    assert report["languages"]["en"] == {
        "clauses": 4,
        "tasks": {"qa": 4},
        "parts": {"body": 2, "opener": 2},
        "tones": {"plain": 2, "warm": 4, "brief": 2},
    }


def test_a_person_reads_place_rule_and_reason(shop: Path) -> None:
    lines = run("--corpus", shop).stdout
    assert "own.toml:7: fact: “{name} is the cheapest, at {price}.” says “cheapest”" in lines
    assert "2 findings." in lines


def test_a_folder_without_languages_and_a_broken_file_are_refused(
    tmp_path: Path, shop: Path
) -> None:
    empty = tmp_path / "none"
    empty.mkdir()
    assert isinstance(run("--corpus", empty).exception, BadInput)
    (shop / "en" / "own.toml").write_text("[[clauses]]\n", encoding="utf-8")
    assert isinstance(run("--corpus", shop).exception, CorpusError)
