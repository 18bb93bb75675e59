"""`storeclerk train recommend` and `evaluate recommend`: what they print, write and refuse."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from actions.cli.evaluate.recommend import command as evaluate
from actions.cli.train.recommend import command as train
from actions.errors import BadInput
from retrieval.errors import BadInput as BadFile
from retrieval.personal.recommend import lineup
from retrieval.personal.recommend.network import Size
from retrieval.personal.recommend.recommender import Recommender
from retrieval.personal.recommend.training import Training
from tests.retrieval.personal.walkers import traits, walks, written

QUICK = {
    "size": Size(width=16, layers=1, length=8, dropout=0.1),
    "training": Training(rate=0.01, batch=32, epochs=4),
    "published": Training(rate=0.01, batch=32, epochs=2),
}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped network takes minutes."""
    shipped = lineup.Settings
    monkeypatch.setattr(lineup, "Settings", lambda **told: shipped(**QUICK, **told))


@pytest.fixture(name="files")
def _files(tmp_path: Path) -> list[str]:
    sequences = walks(120, 5) | {"single": ("chain0-0",)}
    (tmp_path / "s.txt.gz").write_bytes(gzip.compress(written(sequences).encode()))
    (tmp_path / "a.json").write_text(json.dumps(traits()))
    return ["--sequences", str(tmp_path / "s.txt.gz"), "--attributes", str(tmp_path / "a.json")]


def run(command: Any, *args: str) -> dict[str, Any]:
    result = CliRunner().invoke(command, [*args, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def test_every_model_is_measured_in_one_run(files: list[str]) -> None:
    report = run(evaluate, *files)
    assert list(report["models"]) == list(lineup.MODELS)
    assert report["users"] == 120
    assert report["items"] == 30
    for figures in report["models"].values():
        low, high = figures["hr@10_ci95"]
        assert low <= figures["hr@10"] <= high
        assert figures["train_s"] >= 0
    assert report["hr@10"] == report["models"]["blend"]["hr@10"] > 0.9
    assert report["weights"]["attention"] == 1.0


def test_what_the_blend_shows_is_written_in_the_files_own_ids(
    files: list[str], tmp_path: Path
) -> None:
    plain, packed = tmp_path / "out.csv", tmp_path / "out.csv.gz"
    for path in (plain, packed):
        run(evaluate, *files, "--models", "blend", "--out", str(path))
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    with plain.open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["user", *(f"item_{n}" for n in range(1, 11))]
    sequences = walks(120, 5)
    assert [row[0] for row in rows[1:]] == list(sequences)
    hits = 0
    for user, *shown in rows[1:]:
        *known, answer = sequences[user]
        assert len(set(shown)) == 10
        assert set(shown) <= set(traits())
        assert not set(shown) & set(known)
        hits += answer in shown
    assert hits / 120 == run(evaluate, *files, "--models", "blend")["hr@10"]


def test_the_last_items_are_unknown_to_every_model(files: list[str], tmp_path: Path) -> None:
    """With other answers the same is shown."""
    report = []
    for ending in (None, "chain4-5"):
        sequences = {u: (*i[:-1], ending or i[-1]) for u, i in walks(120, 5).items()}
        (tmp_path / "s.txt").write_text(written(sequences))
        out = tmp_path / "out.csv"
        options = ["--models", "blend", "--out", str(out), *files[2:]]
        run(evaluate, "--sequences", str(tmp_path / "s.txt"), *options)
        report.append(out.read_text())
    assert report[0] == report[1]


def test_visits_are_asked_at_every_step(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text(written(walks(120, 5)))
    rows = [f"{u},{i},{n}" for u, items in walks(9, 6).items() for n, i in enumerate(items)]
    (tmp_path / "later.csv").write_text("\n".join(["session,item,time", *rows]) + "\n")
    options = ["--models", "last-item,session-knn,blend", "--again", "--out"]
    files = ["--sequences", str(tmp_path / "s.txt"), "--test", str(tmp_path / "later.csv")]
    report = run(evaluate, *files, *options, str(tmp_path / "out.csv"))
    assert report["users"] == 9
    assert report["asked"] == sum(len(items) - 1 for items in walks(9, 6).values())
    assert report["models"]["last-item"]["ndcg@10"] == 1.0
    assert len((tmp_path / "out.csv").read_text().splitlines()) == report["asked"] + 1


def test_a_table_says_it_to_people(files: list[str]) -> None:
    result = CliRunner().invoke(evaluate, [*files, "--models", "popularity, item-knn"])
    assert result.exit_code == 0, result.output
    assert "item-knn" in result.stdout
    assert "Next item of 120 users among 30 items" in result.stdout


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        (["--models", "magic"], "no model is called 'magic': choose from popularity"),
        (["--models", "ease", "--out", "x.csv"], "--out holds what the blend shows"),
        (["--device", "toaster"], "no device is called 'toaster'"),
    ],
)
def test_what_can_not_be_done_is_said_first(files: list[str], extra: list[str], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        CliRunner().invoke(evaluate, [*files, *extra], catch_exceptions=False)


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("1 a b\n2\n")
    for command in (evaluate, train):
        with pytest.raises(BadFile, match=r"s.txt, line 2: user 2 has no item"):
            CliRunner().invoke(
                command, ["--sequences", str(tmp_path / "s.txt")], catch_exceptions=False
            )


def test_a_trained_recommender_is_opened_from_its_folder(files: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "model"
    report = run(train, *files, "--out", str(folder), "--seed", "3")
    assert report["out"] == str(folder)
    made = Recommender.load(folder)
    assert made.recommend(["chain3-1", "chain3-2"], 3)[0].item == "chain3-3"
    card = json.loads((folder / "card.json").read_text())
    assert card["hr@10"] == report["hr@10"] == card["models"]["blend"]["hr@10"]
    assert card["settings"]["seed"] == 3
    assert card["settings"]["size"]["width"] == 16
    assert "train_s" in card["models"]["blend"]
    assert set(card["models"]) == {"popularity", "item-knn", "blend"}


def test_training_tells_what_it_made(files: list[str], tmp_path: Path) -> None:
    result = CliRunner().invoke(train, [*files, "--out", str(tmp_path / "model")])
    assert result.exit_code == 0, result.output
    assert f"Written to {tmp_path / 'model'}" in result.stdout.replace("\n", "")
    assert "Training attention" in result.stderr
