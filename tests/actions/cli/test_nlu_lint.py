"""The linter for the dialogue's examples: each rule, with its place, and our own data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from actions.cli.evaluate.nlu import command
from actions.cli.evaluate.nlu_lint import Example, lint, read_examples
from actions.cli.evaluate.nlu_sets import EXAMPLES
from actions.errors import BadInput

FILE = """# A comment.
version: "3.1"

nlu:
- intent: order
  examples: |
    - where is my order
    - track [my parcel](thing)
- regex: order_number
  examples: |
    - \\d{5}
- intent: greet
  examples: |
    - hi - there
"""


def said(intent: str, *texts: str) -> list[Example]:
    return [Example(Path(f"{intent}.yml"), 7 + i, intent, text) for i, text in enumerate(texts)]


def rules(examples: list[Example], at_least: int = 1) -> list[tuple[str, str, int]]:
    return [(one.rule, one.file, one.line) for one in lint(examples, at_least)]


def test_examples_are_read_with_their_lines_and_patterns_are_none(tmp_path: Path) -> None:
    (tmp_path / "said.yml").write_text(FILE, encoding="utf-8")
    found = [(one.line, one.intent, one.text) for one in read_examples(tmp_path)]
    assert found == [
        (7, "order", "where is my order"),
        (8, "order", "track my parcel"),
        (14, "greet", "hi - there"),
    ]


def test_a_folder_without_examples_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no examples"):
        read_examples(tmp_path)


def test_the_second_of_two_equals_is_named_whatever_its_case() -> None:
    examples = said("greet", "hello", "hi", "HELLO")
    assert rules(examples) == [("duplicate", "greet.yml", 9)]
    assert "greet.yml:7" in lint(examples, 1)[0].what


def test_punctuation_makes_another_example() -> None:
    assert rules(said("deny", "no", "no!")) == []


def test_near_duplicates_count_across_intents_only() -> None:
    one, other = "please cancel the whole order now", "please cancel the whole order now!"
    assert rules(said("cancel", one, other)) == []
    assert rules(said("cancel", one) + said("status", other)) == [("alike", "status.yml", 7)]


def test_one_thing_and_several_are_not_alike_nor_are_two_signs() -> None:
    assert rules(said("choose", "the waterproof one") + said("refine", "the waterproof ones")) == []
    assert rules(said("affirm", "👍") + said("deny", "👎")) == []


def test_class_sizes_are_held_to_a_floor_and_to_each_other() -> None:
    many = [
        f"{word} please"
        for word in ["apple", "bear", "cat", "dog", "eel", "fox", "goat", "hen", "ibis", "jay"]
    ]
    examples = said("big", *many) + said("small", "hi")
    assert rules(examples) == [("uneven", "big.yml", 7)]
    assert rules(examples, at_least=2) == [("uneven", "big.yml", 7), ("few", "small.yml", 7)]


def test_our_own_examples_are_clean() -> None:
    assert [(one.file, one.line, one.what) for one in lint(read_examples(EXAMPLES))] == []


def test_the_command_lists_the_findings_and_exits_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "said.yml").write_text(FILE, encoding="utf-8")
    monkeypatch.setattr("actions.cli.evaluate.nlu_sets.EXAMPLES", tmp_path)
    done = CliRunner().invoke(command, ["--lint", "--json"])
    report = json.loads(done.stdout)
    assert done.exit_code == 1
    assert report["intents"] == {"greet": 1, "order": 2}
    assert [(one["rule"], one["line"]) for one in report["findings"]] == [("few", 14), ("few", 7)]
