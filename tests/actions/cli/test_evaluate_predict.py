"""`storeclerk evaluate predict` as it is called."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from actions.cli.evaluate.predict import command
from tests.retrieval.personal.visits import write_visits


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_visits(tmp_path_factory.mktemp("cli") / "visits.csv", 400)


def _run(*arguments: object) -> str:
    result = CliRunner().invoke(command, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_by_cross_validation_beside_two_baselines(visits: Path) -> None:
    told = json.loads(_run("--train", visits, "--target", "Revenue", "--folds", 3, "--json"))
    assert told["rows"] == 400
    assert set(told["baselines"]) == {"logistic regression", "LightGBM"}
    assert told["auc_ci95"][0] < told["auc"] < told["auc_ci95"][1]
    assert 0 < told["ap"] < 1
    assert told["calibration_error"] < 0.5
    assert set(told["contributions"]) == {"Pages", "Month", "Weekend"}
    assert told["contributions_apart"] < 1e-9


def test_a_test_file_without_outcomes_is_predicted_all_the_same(
    visits: Path, tmp_path: Path
) -> None:
    asked = tmp_path / "asked.csv"
    asked.write_text("Pages,Month\n1,Mar\n30,Nov\n", encoding="utf-8")
    predictions = tmp_path / "out.csv.gz"
    shown = _run("--train", visits, "--test", asked, "--target", "Revenue",
                 "--without", "Weekend", "--out", predictions)  # fmt: skip
    assert "nothing is scored" in shown
    lines = gzip.decompress(predictions.read_bytes()).decode().splitlines()
    few, many = csv.DictReader(lines)
    assert [few["row"], many["row"]] == ["0", "1"]
    assert float(few["score"]) < float(many["score"])
    assert {"prediction", "Pages", "Month", "all rows"} < set(few)


def test_the_table_says_what_moves_the_odds(visits: Path) -> None:
    shown = _run("--train", visits, "--test", visits, "--target", "Revenue")
    assert "calibration" in shown
    assert "█" in shown
