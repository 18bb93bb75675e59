"""`storeclerk train predict` and `sample events`: figures beside baselines in one run, a folder
that is whole, and made-up visits that are called so."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from actions.cli.root import main_group
from retrieval.personal.predict.forecast import Forecast
from tests.retrieval.personal.shoppers import drawn_visits


def run(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(main_group, [str(one) for one in arguments])
    assert result.exit_code == code, result.output
    return result.stdout


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("visitor", "session", "type", "product_id", "occurred", "price"))
        for visit in drawn_visits(300):
            for act in visit.acts:
                row = (act.did.value, act.product_id, act.when.isoformat(), act.price or "")
                rows.writerow((visit.visitor, act.session, *row))
    return path


def test_figures_stand_beside_their_baselines_and_the_folder_can_be_used(
    events: Path, tmp_path: Path
) -> None:
    told: dict[str, Any] = json.loads(
        run("train", "predict", "--events", events, "--out", tmp_path / "p", "--json")
    )
    purchase = told["figures"]["purchase"]
    assert purchase["because"] == "better"
    assert set(purchase["baselines"]) == {"logistic regression", "base rate"}
    assert {"auc", "ap", "calibration_error"} <= set(purchase)
    assert set(told["figures"]["next"]["baselines"]) >= {"after the last act", "base rate"}
    assert told["made_up"] is False
    forecast = Forecast.load(tmp_path / "p")
    assert forecast.card["figures"] == told["figures"]
    assert 0 < forecast.of(drawn_visits(1)[0]).purchase.probability < 1
    shown = run("evaluate", "drift", "--events", events, "--model", tmp_path / "p")
    assert "calibration error" in shown
    report = json.loads(
        run("evaluate", "drift", "--events", events, "--model", tmp_path / "p", "--json")
    )
    assert max(one["psi"] for one in report["features"]) < 0.25


def test_a_few_events_make_no_model_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text("session,type,product_id,occurred\ns,view,a,1\n", encoding="utf-8")
    shown = run("train", "predict", "--events", path, "--out", tmp_path / "p")
    assert "Too few to learn from" in shown
    assert Forecast.load(tmp_path / "p").purchase.model is None


def test_made_up_visits_are_called_so_on_the_way(tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    shown = run("sample", "events", "--out", path, "--until", "2026-06-20T12:00")
    assert "made-up" in shown
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:200]), encoding="utf-8")
    shown = run("train", "predict", "--events", path, "--out", tmp_path / "p")
    assert "MADE-UP" in shown
    assert Forecast.load(tmp_path / "p").is_made_up


def test_a_moment_that_is_none_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        main_group, ["sample", "events", "--out", str(tmp_path / "x.csv"), "--until", "soon"]
    )
    assert "no ISO time" in str(result.exception)


def test_drift_needs_something_learnt(tmp_path: Path, events: Path) -> None:
    arguments = ["evaluate", "drift", "--events", str(events), "--model", str(tmp_path)]
    result = CliRunner().invoke(main_group, arguments)
    assert "storeclerk train predict" in str(result.exception)
