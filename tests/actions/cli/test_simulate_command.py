"""What `storeclerk simulate` refuses before anything is started."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from actions.cli.simulate import command
from actions.errors import BadInput


def test_tau2_takes_its_folder_its_tasks_and_rules_together(tmp_path: Path) -> None:
    tasks = tmp_path / "tasks.json"
    tasks.write_text("[]", encoding="utf-8")
    for given, told in (
        (["--tau2", str(tmp_path)], "--tau2 and --tasks go together"),
        (["--tasks", str(tasks)], "--tau2 and --tasks go together"),
        (["--tau2", str(tmp_path), "--tasks", str(tasks)], "--tau2 needs --rules"),
        (["--style", "sullen"], "'sullen' is not one of"),
    ):
        ended = CliRunner().invoke(command, given)
        assert ended.exit_code == 2
        assert told in ended.output


def test_a_server_of_another_needs_its_database() -> None:
    ended = CliRunner().invoke(command, ["--server", "http://127.0.0.1:1"])
    assert isinstance(ended.exception, BadInput)
    assert "--database" in str(ended.exception)


def test_a_folder_with_something_in_it_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    ended = CliRunner().invoke(command, ["--folder", str(tmp_path), "--conversations", "1"])
    assert isinstance(ended.exception, BadInput)
    assert "isn't empty" in str(ended.exception)
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("option", ["--conversations", "--runs", "--at-once"])
def test_none_is_too_few(option: str) -> None:
    assert CliRunner().invoke(command, [option, "0"]).exit_code == 2
