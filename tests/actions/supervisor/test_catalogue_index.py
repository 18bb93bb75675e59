"""When `up` makes an index again, and when it leaves one alone."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from actions.config import PROJECT_ROOT, Config, load_config
from actions.settings import SAMPLE_INDEX
from actions.supervisor.catalogue import Source, is_ours, why_stale
from actions.supervisor.indexing import make_index
from retrieval.errors import IndexDamaged, IndexStale
from retrieval.meta import load_meta, save_card, save_meta

ENCODER = PROJECT_ROOT / "var" / "models" / "minilm" / "encoder.json"
PRODUCT = {"id": "p1", "title": "Brass Lantern", "price": 45.0, "department": "Camping"}

pytestmark = pytest.mark.skipif(not ENCODER.exists(), reason="no encoder: run make setup")


@pytest.fixture
def config() -> Config:
    return load_config(PROJECT_ROOT, {})


@pytest.fixture
def source(tmp_path: Path, config: Config) -> Source:
    """A catalogue with the index that `up` made of it."""
    catalogue = tmp_path / "shop.jsonl"
    catalogue.write_text(json.dumps(PRODUCT) + "\n")
    made = Source(catalogue, tmp_path / "index", SAMPLE_INDEX)
    assert why_stale(made, config) == "there is none yet"
    assert make_index(made, config, lambda *_: None).count == 1
    return made


def rewrite(source: Source, **entries: Any) -> None:
    """The index's card and its copy, as another version would have written them."""
    meta = load_meta(source.index)
    known = {key: value for key, value in entries.items() if key in ("name", "encoder")}
    save_meta(source.index, replace(meta, **known))
    save_card(source.index, replace(meta, **known))
    odd = {key: value for key, value in entries.items() if key not in known}
    for card in (source.index / "index.json", source.index / meta.generation / "card.json"):
        card.write_text(json.dumps(json.loads(card.read_text()) | odd))


def test_an_index_that_is_current_stays(source: Source, config: Config) -> None:
    assert why_stale(source, config) is None


def test_a_changed_catalogue_is_indexed_again(source: Source, config: Config) -> None:
    card = source.index / load_meta(source.index).generation / "card.json"
    later = card.stat().st_mtime + 5
    os.utime(source.catalogue, (later, later))
    assert why_stale(source, config) == "the catalogue has changed"
    rewrite(source, name="a shop's own")
    os.utime(card, (later - 5, later - 5))
    assert why_stale(source, config) is None


OLDER: list[Callable[[Source], None]] = [
    lambda source: rewrite(source, format=0),
    lambda source: rewrite(source, encoder="another"),
]


@pytest.mark.parametrize("make_old", OLDER)
def test_an_index_of_another_version_is_made_again_if_it_is_ours(
    source: Source, config: Config, make_old: Callable[[Source], None]
) -> None:
    make_old(source)
    assert why_stale(source, config) == "the one there was made by another version"
    with pytest.raises(IndexStale, match="storeclerk index SOURCE"):
        why_stale(replace(source, name="another's"), config)


def test_a_damaged_card_is_made_again_only_where_it_tells_that_it_is_ours(
    source: Source, config: Config
) -> None:
    rewrite(source, odd=1)
    assert why_stale(source, config) == "the one there can't be read"
    for card in source.index.rglob("*.json"):
        card.write_text("{")
    assert not is_ours(source)
    with pytest.raises(IndexDamaged, match=f"or remove {source.index}"):
        why_stale(source, config)
