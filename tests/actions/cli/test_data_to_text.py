"""Both commands on a toy file of our own, from the file to the predictions."""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from actions.cli.evaluate.data_to_text import command as evaluate
from actions.cli.train.data_to_text import command as train


@pytest.fixture(autouse=True)
def _threads_as_before() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def toy(path: Path, count: int) -> None:
    rng = random.Random(count)
    rows = []
    for _ in range(count):
        name, color = f"hob {rng.randrange(99)}", rng.choice(["red", "blue"])
        said = rng.choice([f"the {name} is {color} .", f"{name} comes in {color} ."])
        rows.append([f"inform(name={name};color={color})", said, ""])
    path.write_bytes(gzip.compress(json.dumps(rows).encode()))


def test_a_zipped_file_is_learned_and_each_row_gets_its_prediction(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toy(tmp_path / "train.json.gz", 160)
    toy(tmp_path / "test.json.gz", 12)
    model, out = str(tmp_path / "model"), str(tmp_path / "out.csv")
    given = ["--train", str(tmp_path / "train.json.gz"), "--out", model, "--passes", "8", "--json"]
    train.main(given, standalone_mode=False)
    told = json.loads(capsys.readouterr().out)
    assert told["rows"] == 160
    assert told["members"] == len(told["loss"]) == 3
    assert all(1 <= best <= 8 for best in told["best_pass"])
    given = ["--model", model, "--test", str(tmp_path / "test.json.gz"), "--out", out]
    evaluate.main([*given, "--candidates", "8", "--json"], standalone_mode=False)
    figures = json.loads(capsys.readouterr().out)
    assert figures["slot_error"] == 0.0
    assert figures["bleu_ci95"][0] <= figures["bleu"] <= figures["bleu_ci95"][1] <= 1.0
    with Path(out).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["row"] for row in rows] == [str(number) for number in range(12)]
    assert all("SLOT_" not in row["prediction"] for row in rows)
