"""`storeclerk evaluate nlu`: the figures, the files, and Rasa's own interpreter behind it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from actions.cli.evaluate.intents import figures
from actions.cli.evaluate.nlu import BOT_PYTHON, command, read_rows
from actions.config import PROJECT_ROOT
from actions.errors import BadInput

SAID = {
    "opening": ["when do you open", "are you open now", "opening hours", "open on sunday",
                "what time do you open", "until when are you open"],
    "return": ["I want to return it", "send it back", "how do returns work", "give it back",
               "return a pair of shoes", "can this go back"],
    "pay/card": ["do you take cards", "can I pay by card", "card payment", "is visa fine",
                 "paying with a [credit](card) card", "mastercard ok"],
}  # fmt: skip


def write(file: Path, rows: list[tuple[str, str]], columns: tuple[str, str]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(columns)
        writer.writerows(rows)
    return file


def test_a_rejection_is_right_where_the_message_was_out_of_scope() -> None:
    found = figures(["a", "a", "b", "out_of_scope"], ["a", "b", "b", "out_of_scope"])
    assert found["accuracy"] == 0.75
    assert found["oos_recall"] == 1.0
    assert found["in_scope_accuracy"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["macro_f1"] == pytest.approx((2 / 3 + 2 / 3 + 1) / 3, abs=1e-4)
    low, high = found["accuracy_ci95"]
    assert low < 0.75 < high


def test_a_label_that_only_the_model_says_costs_accuracy_but_has_no_score_of_its_own() -> None:
    found = figures(["a", "a"], ["a", "z"])
    assert found["accuracy"] == 0.5
    assert found["macro_f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert "oos_recall" not in found


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("text,label\nhi,a\n", "no column intent"),
        ("text,intent\n", "no rows"),
        ("text,intent\nhi,a\n,b\n", "line 3"),
    ],
)
def test_a_broken_file_is_named_with_what_is_wrong(
    tmp_path: Path, content: str, words: str
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(content)
    with pytest.raises(BadInput, match=words):
        read_rows(file)


def test_a_rejection_cannot_be_learned(tmp_path: Path) -> None:
    rows = [("hi", "greet"), ("what is two and two", "out_of_scope")]
    file = write(tmp_path / "train.csv", rows, ("text", "intent"))
    done = CliRunner().invoke(command, ["--train", str(file), "--test", str(file)])
    assert isinstance(done.exception, BadInput)
    assert "only tests may have it" in str(done.exception)


@pytest.mark.skipif(not BOT_PYTHON.exists(), reason="Rasa's environment is missing")
@pytest.mark.skipif(
    not (PROJECT_ROOT / "var/models/minilm/encoder.json").exists(), reason="encoder is not exported"
)
def test_what_rasa_predicts_is_written_a_row_a_message(tmp_path: Path) -> None:
    rows = [(text, intent) for intent, texts in SAID.items() for text in texts]
    train = write(tmp_path / "train.csv", rows, ("text", "intent"))
    asked = [("opening hours?", "opening"), ("can I return this", "return"), ("visa?", "pay/card")]
    asked.append(("tell me about the moons of jupiter", "out_of_scope"))
    test = write(tmp_path / "test.csv", asked, ("text", "intent"))
    out = tmp_path / "predictions.csv"
    options = ["--train", str(train), "--test", str(test), "--out", str(out), "--json"]
    done = CliRunner().invoke(command, options, catch_exceptions=False)
    found = json.loads(done.stdout)
    assert found["rows"] == 4
    assert found["trained_on"] == len(rows)
    with out.open(newline="") as lines:
        written = list(csv.DictReader(lines))
    assert [row["row"] for row in written] == ["0", "1", "2", "3"]
    assert all(0 <= float(row["score"]) <= 1 for row in written)
    right = [row["prediction"] == intent for row, (_, intent) in zip(written, asked, strict=True)]
    assert found["accuracy"] == sum(right) / 4
    assert {row["prediction"] for row in written} <= {*SAID, "out_of_scope"}
