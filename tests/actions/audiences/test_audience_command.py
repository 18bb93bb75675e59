"""`storeclerk audience` over a real index: what it prints, writes, and refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import actions.cli.opening
from actions.audiences.groups import load_groups
from actions.cli.audience import command
from actions.errors import BadInput, NotFound
from tests.actions.audiences.conftest import Crowd


@pytest.fixture
def run(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Events lie in this test's past, and the index is the one that is open."""
    monkeypatch.setattr(type(crowd.index), "close", lambda _: None)
    monkeypatch.setattr(actions.cli.opening, "open_shop_index", lambda _: crowd.index)
    url = crowd.store.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("STORECLERK_DATABASE", url)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(command, arguments)

    yield call
    monkeypatch.undo()


def test_it_prints_and_writes_an_audience(run: Any, crowd: Crowd, tmp_path: Path) -> None:
    for customer in ("ann", "ben"):
        crowd.says(customer)
        crowd.looks(customer, "jacket-1")
    groups, out = tmp_path / "groups.csv", tmp_path / "out.csv"
    groups.write_text("customer_id,group\nann,x\nben,y\n")
    call = ("--product", "jacket-1", "--groups", str(groups), "--out", str(out))
    done = run(*call, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert {one["customer_id"] for one in told["customers"]} == {"ann", "ben"}
    assert [row["group"] for row in told["fairness"]["groups"]] == ["x", "y"]
    assert len(out.read_text().splitlines()) == 3
    shown = run(*call)
    assert "2 of 2 eligible" in shown.stdout
    campaign = tmp_path / "campaign.toml"
    campaign.write_text('categories = ["rain jackets"]')
    assert run("--campaign", str(campaign)).exit_code == 0


def test_a_wrong_call_is_refused(run: Any, tmp_path: Path) -> None:
    assert run().exit_code == 2
    assert isinstance(run("--product", "nothing").exception, NotFound)
    missing = str(tmp_path / "nothing.toml")
    assert isinstance(run("--campaign", missing).exception, BadInput)


@pytest.mark.parametrize("text", ["", "customer,group\na,b\n", "customer_id,group\na,\n"])
def test_groups_that_can_not_be_read_are_told_of(tmp_path: Path, text: str) -> None:
    path = tmp_path / "groups.csv"
    path.write_text(text)
    with pytest.raises(BadInput, match=r"groups\.csv"):
        load_groups(path)
