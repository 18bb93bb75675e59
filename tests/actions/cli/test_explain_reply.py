"""`storeclerk explain-reply`: the reply that `generate` writes, and what the model looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from actions.cli.explain_reply import command
from actions.cli.generate import command as generate
from actions.cli.root import main_group
from actions.errors import BadInput, Unavailable
from llm.errors import LlmError

HIT = {
    "product_id": "p1", "title": "Harrow Rain Jacket", "in_stock": True,
    "price": {"amount": 89.0, "currency": "EUR"}, "attributes": {"waterproof": True},
}  # fmt: skip
ROWS: list[dict[str, Any]] = [
    {"id": 1, "task": "qa", "query": "how much is it?", "products": [HIT]},
    {"id": "two", "task": "qa", "query": "is it waterproof?", "products": [HIT]},
    {"id": 3, "task": "qa", "query": "?", "ask": "price", "products": [HIT], "language": "xx"},
]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rows") / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments], env={"COLUMNS": "200"})


def told(*arguments: object) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def test_it_explains_the_very_reply_that_generate_writes(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    arguments = ["--in", str(source), "--out", str(target), "--seed", "5"]
    assert CliRunner().invoke(generate, arguments).exit_code == 0
    for line in target.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        one = told("--in", source, "--id", row["id"], "--seed", 5)
        assert (one["reply"], one["source"]) == (row["reply"], row["source"])


def test_the_first_row_is_taken_where_none_is_named(source: Path) -> None:
    one = told("--in", source)
    assert one == told("--in", source, "--id", 1)
    assert [fact["slot"] for fact in one["facts"]][:2] == ["name", "price"]
    assert len(one["attention"]) == one["model"]["layers"] == 4


def test_the_terminal_shows_facts_slots_and_heads(source: Path) -> None:
    result = run("--in", source, "--id", "two")
    assert result.exit_code == 0, result.output
    one, shown = told("--in", source, "--id", "two"), " ".join(result.output.split())
    assert one["reply"] in shown
    for slot in one["summary"]["slots"]:
        assert f"{{{slot['slot']}}}" in shown
    best = one["summary"]["heads"][0]
    assert f"layer {best['layer']} head {best['head']}" in shown
    assert "not why a word was chosen" in shown


def test_a_whole_file_is_summed_up(source: Path) -> None:
    counted = told("--in", source, "--all")
    assert (counted["replies"], counted["templates"]) == (3, 1)
    assert counted["slots"] >= 4
    assert 0 < counted["sentence_fact_looked_at_most"] <= 1
    result = run("--in", source, "--all")
    assert "3 replies, 1 of them from a template" in " ".join(result.output.split())


def test_a_template_is_named_as_one(source: Path) -> None:
    result = run("--in", source, "--id", 3)
    assert result.exit_code == 0, result.output
    assert "A template's words: no token was generated" in result.output
    assert "€89.00" in result.output
    assert told("--in", source, "--id", 3)["attention"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "give one of"),
        (["a lamp", "--server", "http://127.0.0.1:1"], "give one of"),
        (["--in", "SOURCE", "--id", "9"], "no row with the id 9"),
        (["--in", "SOURCE", "--product", "p1"], "--product goes with QUERY"),
        (["a lamp", "--id", "9"], "--id goes with --in FILE"),
        (["a lamp", "--all"], "--all goes with --in FILE"),
        (["a lamp", "--reply", "9"], "--reply goes with --server URL"),
        (["--server", "127.0.0.1:1", "--token", "t"], "is no address"),
        (["--server", "http://127.0.0.1:1"], "STORECLERK_ADMIN_TOKEN"),
        (["--in", "nowhere.jsonl"], "nowhere.jsonl"),
    ],
)
def test_what_is_wrong_is_said(arguments: list[str], said: str, source: Path) -> None:
    result = run(*(str(source) if a == "SOURCE" else a for a in arguments))
    assert isinstance(result.exception, BadInput) or "nowhere" in said
    assert said in str(result.exception)


def test_a_server_that_is_not_there_and_a_model_that_is_not_one(source: Path) -> None:
    result = run("--server", "http://127.0.0.1:1", "--token", "t")
    assert isinstance(result.exception, Unavailable)
    result = run("--in", source, "--model", source.parent)
    assert isinstance(result.exception, LlmError)


def test_the_map_of_commands_has_it() -> None:
    result = CliRunner().invoke(main_group, ["--help"])
    assert "explain-reply" in result.output
