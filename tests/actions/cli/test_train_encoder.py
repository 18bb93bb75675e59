"""`storeclerk train encoder` keeps what is better, and says where it isn't."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from actions.cli import output
from actions.cli.train.encoder import command
from actions.config import load_config
from retrieval.encoder import EncoderInfo, export_encoder, open_encoder
from retrieval.index import Index
from retrieval.query import Language
from retrieval.values import Product, Variant

THINGS = ("kettle", "lamp", "rope")


def thing(name: str) -> Product:
    return Product(name, f"A {name}", (Variant(name),), category=name)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tuned") / "index"
    config = load_config()
    export_encoder(config.path("encoder"))
    Index.build(
        [thing(name) for name in THINGS],
        folder,
        encoder=open_encoder(config.path("encoder")),
        languages=[Language.load(config.languages_dir / "en")],
        currency="EUR",
    ).close()
    return folder


@pytest.fixture
def tuned(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Tuning that takes no time, and queries held out that are worth so much afterwards."""

    def tune(_: Any, out: Path, *, name: str, **__: Any) -> EncoderInfo:
        shutil.copytree(load_config().path("encoder"), out)
        (out / "new").touch()
        return EncoderInfo.load(out)

    def worth(after: float) -> None:
        found = iter([{"mrr": 0.5, "thing@10": 0.5}, {"mrr": after, "thing@10": 0.5}])
        monkeypatch.setattr("retrieval.encoder.tune.tune", tune)
        monkeypatch.setattr("retrieval.encoder.held_out.held_out", lambda *_, **__: next(found))

    return worth


@pytest.mark.parametrize(("after", "better"), [(0.6, True), (0.5, False), (0.4, False)])
def test_only_what_is_better_comes_into_its_place(
    index: Path, tuned: Callable[[float], None], tmp_path: Path, after: float, better: bool
) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    (out / "old").touch()
    tuned(after)
    result = CliRunner().invoke(command, ["--index", str(index), "--out", str(out), "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["better"] is better
    assert (out / "new").exists() is better
    assert (out / "old").exists() is not better
    assert list(tmp_path.iterdir()) == [out]


def test_it_is_said_that_nothing_was_gained(
    index: Path, tuned: Callable[[float], None], tmp_path: Path
) -> None:
    tuned(0.4)
    result = CliRunner().invoke(command, ["--index", str(index), "--out", str(tmp_path / "mine")])
    assert "isn't better than before" in re.sub(r"\s+", " ", result.stdout)
    assert not (tmp_path / "mine").exists()


def test_a_log_is_told_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with output.progress("Tuning", always=True) as advance:
        for done in range(1, 51):
            advance(done, 50)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == output.TOLD
    assert told[0] == "Tuning: 5 of 50"
    assert told[-1] == "Tuning: 50 of 50"
