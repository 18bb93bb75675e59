"""What `storeclerk doctor` says of an index."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from actions.config import PROJECT_ROOT, Config, load_config
from actions.doctor import Check, State, models
from actions.supervisor.catalogue import Source
from actions.supervisor.indexing import make_index
from retrieval.meta import load_meta

ENCODER = PROJECT_ROOT / "var" / "models" / "minilm" / "encoder.json"
pytestmark = pytest.mark.skipif(not ENCODER.exists(), reason="no encoder: run make setup")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    catalogue = tmp_path / "shop.jsonl"
    catalogue.write_text('{"id": "p1", "title": "Brass Lantern", "price": 45}\n')
    source = Source(catalogue, tmp_path / "index", "lanterns")
    make_index(source, load_config(PROJECT_ROOT, {}), lambda *_: None)
    return tmp_path / "index"


def said(folder: Path) -> Check:
    config: Config = load_config(PROJECT_ROOT, {})
    config = replace(config, server=replace(config.server, index=str(folder)))
    return next(check for check in models(config) if check.name == "Index")


def test_a_whole_index_is_told_with_its_size(folder: Path) -> None:
    check = said(folder)
    assert check.state is State.OK
    assert check.found.startswith("1 products, EUR")
    assert check.found.endswith("MB, whole")


def test_damaged_words_are_worth_a_note_and_a_damaged_store_is_broken(folder: Path) -> None:
    generation = folder / load_meta(folder).generation
    (generation / "words" / "meta.json").write_text("{")
    assert said(folder).state is State.NOTE
    (generation / "products.db").write_bytes(b"x" * 5000)
    check = said(folder)
    assert check.state is State.BROKEN
    assert "storeclerk index SOURCE" in check.fix
