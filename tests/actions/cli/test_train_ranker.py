"""`storeclerk train ranker` starts from the shipped one, and keeps only what is better."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from actions.cli.train.ranker import command
from actions.config import load_config
from retrieval.rank import Ranker
from retrieval.rank.evidence import NAMES
from retrieval.rank.lessons import Lesson


@pytest.fixture(autouse=True)
def lessons(monkeypatch: pytest.MonkeyPatch) -> None:
    """In which only what is said tells right from wrong."""
    rng = np.random.default_rng(4)
    made = []
    for _ in range(120):
        columns = rng.random((40, len(NAMES)), dtype=np.float32)
        said = columns[:, NAMES.index("said")]
        made.append(Lesson(columns, np.asarray(np.digitize(said, [0.6, 0.8, 0.9]), np.int32)))
    about: dict[str, Any] = {"catalogue": "none", "products": 1, "clicks": False}
    monkeypatch.setattr("actions.cli.train.ranker._lessons", lambda *_: (made, about))


def train(out: Path) -> dict[str, Any]:
    result = CliRunner().invoke(command, ["--index", "unread", "--out", str(out), "--json"])
    assert result.exit_code == 0, result.output
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def test_what_was_learned_is_added_to_half_of_the_shipped_ranker(tmp_path: Path) -> None:
    report = train(tmp_path / "ranker.json")
    assert report["better"] is True
    assert report["ranker"] > report["before"]
    shipped = Ranker.load(load_config().path("ranker"))
    ours = Ranker.load(tmp_path / "ranker.json")
    assert ours.curves["said"].added[-1] > shipped.curves["said"].added[-1]
    for name, curve in shipped.curves.items():
        assert ours.curves[name].added[-1] >= curve.added[-1] / 2 - 1e-4
    assert f"{report['before']:.4f}" in (tmp_path / "ranker.md").read_text()


def test_what_is_no_better_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = {"fusion": 0.5, "before": 0.7, "ranker": 0.69, "trees": 0.8}
    monkeypatch.setattr("retrieval.rank.learn.compared", lambda *_, **__: figures)
    out = tmp_path / "ranker.json"
    out.write_text("the old one")
    assert train(out)["better"] is False
    assert out.read_text() == "the old one"
    assert list(tmp_path.iterdir()) == [out]


def test_the_shipped_ranker_is_made_from_words_and_meaning_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "ranker.json"
    config = load_config()
    monkeypatch.setattr(type(config), "path", lambda *_: shipped)
    report = train(shipped)
    assert report["before"] == report["fusion"]
