from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from retrieval.encoder import EncoderMissing, export_encoder, open_encoder


def test_an_export_that_is_current_is_left_alone(model_dir: Path) -> None:
    before = (model_dir / "model.int8.onnx").stat().st_mtime_ns
    assert export_encoder(model_dir) is False
    assert (model_dir / "model.int8.onnx").stat().st_mtime_ns == before


def test_a_folder_without_a_model_is_refused_with_the_fix(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match="make setup"):
        open_encoder(tmp_path)


def test_a_half_export_is_refused(model_dir: Path, tmp_path: Path) -> None:
    shutil.copy(model_dir / "encoder.json", tmp_path)
    shutil.copy(model_dir / "tokenizer.json", tmp_path)
    with pytest.raises(EncoderMissing, match="make setup"):
        open_encoder(tmp_path)


def test_an_export_by_another_recipe_is_refused(model_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "minilm"
    shutil.copytree(model_dir, folder)
    info = json.loads((folder / "encoder.json").read_text())
    (folder / "encoder.json").write_text(json.dumps(info | {"recipe": 0}))
    with pytest.raises(EncoderMissing, match="stale"):
        open_encoder(folder)


def test_a_stale_export_is_made_anew(model_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "minilm"
    folder.mkdir()
    for name in ("encoder.json", "tokenizer.json"):
        shutil.copy(model_dir / name, folder)
    assert export_encoder(folder) is True
    vector = open_encoder(folder).encode(["walking boots"])
    assert (vector * open_encoder(model_dir).encode(["walking boots"])).sum() > 0.9999
    assert [path.name for path in tmp_path.iterdir()] == ["minilm"]
