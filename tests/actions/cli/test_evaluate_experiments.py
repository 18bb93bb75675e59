"""`storeclerk evaluate experiments` and `storeclerk experiments`: one run, one object, the same
twice."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from actions.cli.evaluate.experiments import command, wilson


def test_it_measures_all_of_it_in_one_run_and_says_the_same_twice() -> None:
    asked = ["--runs", "20", "--looks", "8", "--rate", "0.1", "--effect", "0.05", "--json"]
    first, again = (CliRunner().invoke(command, asked) for _ in range(2))
    assert first.exit_code == 0, first.output
    told = json.loads(first.stdout)
    assert told == json.loads(again.stdout)
    assert told["trials"]["no_difference"]["ours"]["ever"] <= 0.15
    assert told["trials"]["difference"]["ours"]["ever"] >= 0.6
    assert told["planned_visitors_z_test"] < told["planned_visitors"]
    assert told["shares"]["false_alarms"] == 0
    assert told["ranking"]["error"] < told["ranking"]["naive_error"]


def test_people_are_told_in_tables() -> None:
    asked = ["--runs", "20", "--looks", "4", "--rate", "0.2", "--effect", "0.1"]
    told = CliRunner().invoke(command, asked)
    assert told.exit_code == 0
    assert "A difference" in told.output
    assert "clicks a page" in told.output


def test_an_interval_of_a_share_by_hand() -> None:
    assert wilson(0.5, 100) == pytest.approx([0.4038, 0.5962], abs=1e-4)
    assert wilson(0.0, 50)[0] == 0.0
