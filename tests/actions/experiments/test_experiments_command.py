"""`storeclerk experiments`: what it lists and shows, for people and for programs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from actions.cli.experiments import command
from actions.errors import NotFound
from tests.actions.experiments.conftest import Lab
from tests.actions.experiments.test_experiment_figures import fill


@pytest.fixture
def run(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> Any:
    url = lab.store.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("STORECLERK_DATABASE", url)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(command, arguments)

    return call


def test_what_is_tried_is_listed_with_how_levers_are_set(run: Any, lab: Lab) -> None:
    assert "Nothing has been tried yet." in run("list").stdout
    lab.started()
    assert "Orders first" in run("list").stdout
    told = json.loads(run("list", "--json").stdout)
    assert [one["state"] for one in told["experiments"]] == ["running"]
    assert {one["lever"]: one["value"] for one in told["levers"]}["help_offer"] == "usual"


def test_one_is_shown_with_its_interval(run: Any, lab: Lab) -> None:
    experiment = lab.started()
    assert "too early to say" in run("show", experiment).stdout
    fill(lab, experiment, {"Now": (4_000, 200), "New": (4_000, 400)})
    told = run("show", experiment).stdout
    assert "New: +0.0500, between +0.0" in told
    assert "running: better." in told
    assert json.loads(run("show", experiment, "--json").stdout)["counted"] == 8_000


def test_one_that_is_not_there_is_refused(run: Any) -> None:
    assert isinstance(run("show", "X-0").exception, NotFound)
