"""`storeclerk evaluate sentiment` as it is called."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from actions.cli.evaluate.sentiment import command
from tests.llm.sentiment.made_reviews import made_reviews


def _written(path: Path, count: int, seed: int, labelled: bool = True) -> Path:
    texts, labels = made_reviews(count, seed)
    with path.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines)
        rows.writerow(["text", "title", "label"] if labelled else ["text", "title"])
        for said, label in zip(texts, labels, strict=True):
            rows.writerow([said.text, said.title, *([label] if labelled else [])])
    return path


@pytest.fixture(scope="module")
def teaching(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(tmp_path_factory.mktemp("sentiment") / "train.csv", 240, 0)


def _run(*arguments: object) -> str:
    told = [*map(str, arguments), "--no-meaning"]
    result = CliRunner().invoke(command, told, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_beside_the_baseline_with_a_prediction_a_row(teaching: Path, tmp_path: Path) -> None:
    asked, out = _written(tmp_path / "test.csv", 60, 5), tmp_path / "out.csv"
    told = json.loads(_run("--train", teaching, "--test", asked, "--out", out, "--json"))
    assert (told["rows"], told["trained_on"]) == (60, 240)
    assert told["macro_f1"] > 0.9
    assert told["macro_f1_ci95"][0] <= told["macro_f1"] <= told["macro_f1_ci95"][1]
    assert set(told["baselines"]) == {"TF-IDF + logistic regression"}
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    truth = made_reviews(60, 5)[1]
    assert [row["row"] for row in rows] == [str(number) for number in range(60)]
    right = sum(row["prediction"] == label for row, label in zip(rows, truth, strict=True))
    assert right / 60 == pytest.approx(told["accuracy"], abs=1e-4)
    assert all(0 <= float(row["score"]) <= 1 for row in rows)


def test_labels_of_the_test_change_no_prediction(teaching: Path, tmp_path: Path) -> None:
    told, untold = tmp_path / "a.csv", tmp_path / "b.csv"
    _run("--train", teaching, "--test", _written(tmp_path / "t.csv", 40, 6), "--out", told)
    shown = _run("--train", teaching, "--test", _written(tmp_path / "u.csv", 40, 6, False),
                 "--out", untold)  # fmt: skip
    assert told.read_text(encoding="utf-8") == untold.read_text(encoding="utf-8")
    assert "nothing is scored" in shown


def test_without_a_test_a_fifth_is_held_back(teaching: Path) -> None:
    told = json.loads(_run("--train", teaching, "--seed", 3, "--json"))
    assert told["rows"] + told["trained_on"] == 240
    assert told["rows"] == pytest.approx(48, abs=1)
    assert "macro-F1" in _run("--train", teaching)
