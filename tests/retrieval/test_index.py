"""Building, opening, keeping up to date. What a search finds is in `test_search`."""

from __future__ import annotations

import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_shop import shop, thing

from retrieval import store_writer
from retrieval.builder import build_index
from retrieval.encoder import Encoder
from retrieval.errors import BadCatalogue, IndexDamaged, IndexMissing, IndexStale
from retrieval.index import Index
from retrieval.meta import load_meta, save_meta
from retrieval.query import Language
from retrieval.values import Money


class Counting:
    """An encoder that tells how many texts it was given."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.version, self.dim = encoder.version, encoder.dim
        self.texts = 0

    def encode(self, texts: Any, *, progress: Any = None) -> np.ndarray:
        self.texts += len(texts)
        return self._encoder.encode(texts, progress=progress)


def first(index: Index, query: str) -> str | None:
    hits = index.search(query, k=1).hits
    return hits[0].product.product_id if hits else None


def test_every_product_comes_back_as_it_went_in(index: Index) -> None:
    assert list(index.products()) == shop()
    assert index.product("kettle") == shop()[6]
    assert index.product("no such thing") is None


def test_meta_says_what_is_inside(index: Index, encoder: Encoder) -> None:
    meta = index.meta
    assert (meta.name, meta.currency, meta.count) == ("small", "EUR", len(shop()))
    assert (meta.encoder, meta.language, meta.stemmer) == (encoder.version, "en", "english")


def test_departments_are_counted_most_first(index: Index) -> None:
    assert list(index.departments().items()) == [("Outdoor", 6), ("Kitchen", 4), ("Home", 2)]


def test_an_index_may_be_moved(
    shop_folder: Path, tmp_path: Path, encoder: Encoder, english: Language
) -> None:
    there = tmp_path / "elsewhere" / "moved"
    shutil.copytree(shop_folder, there)
    index = Index.open(there, encoder=encoder, languages=[english])
    assert first(index, "copper kettle") == "kettle"
    index.close()


def test_a_new_product_is_found_at_once_and_after_reopening(
    own_index: Index, tmp_path: Path, encoder: Encoder, english: Language
) -> None:
    own_index.upsert(thing("hammock", "Striped Cotton Hammock", 70))
    assert first(own_index, "cotton hammock") == "hammock"
    assert own_index.meta.count == len(shop()) + 1
    own_index.close()
    again = Index.open(tmp_path / "own", encoder=encoder, languages=[english])
    assert first(again, "cotton hammock") == "hammock"
    again.close()


def test_a_changed_title_is_found_by_its_new_words_only(own_index: Index) -> None:
    own_index.upsert(thing("lamp", "Porcelain Soup Tureen", 75, department="Kitchen"))
    assert first(own_index, "porcelain tureen") == "lamp"
    found = [hit.product.product_id for hit in own_index.search("brass reading lamp").hits]
    assert "lamp" not in found


def test_a_new_price_counts_at_once_without_encoding_again(
    shop_folder: Path, tmp_path: Path, encoder: Encoder, english: Language
) -> None:
    shutil.copytree(shop_folder, tmp_path / "own")
    counting = Counting(encoder)
    index = Index.open(tmp_path / "own", encoder=counting, languages=[english])
    kettle = index.product("kettle")
    assert kettle is not None
    cheap = replace(kettle.variants[0], price=Money.of(12, "EUR"))
    index.upsert(replace(kettle, variants=(cheap,)))
    assert counting.texts == 0
    assert first(index, "kettle under 20") == "kettle"
    index.close()


def test_a_removed_product_is_gone_from_every_answer(own_index: Index) -> None:
    assert own_index.remove("teapot") is True
    assert own_index.remove("teapot") is False
    assert own_index.product("teapot") is None
    assert "teapot" not in [h.product.product_id for h in own_index.search("teapot").hits]
    assert "teapot" not in [h.product.product_id for h in own_index.search("", k=50).hits]
    assert own_index.departments()["Kitchen"] == 3


def test_words_that_are_behind_the_store_catch_up_on_opening(
    own_index: Index, tmp_path: Path, encoder: Encoder, english: Language
) -> None:
    """As after a crash between the store's commit and that of the words."""
    generation = tmp_path / "own" / own_index.meta.generation
    shutil.copytree(generation / "words", tmp_path / "old-words")
    state = (generation / "words.json").read_text()
    own_index.upsert(thing("sledge", "Ashwood Sledge", 90))
    own_index.remove("lamp")
    own_index.close()
    shutil.rmtree(generation / "words")
    shutil.copytree(tmp_path / "old-words", generation / "words")
    (generation / "words.json").write_text(state)

    index = Index.open(tmp_path / "own", encoder=encoder, languages=[english])
    assert [row for row, _ in index.baseline("bm25", "ashwood", 5)] == ["sledge"]
    assert index.baseline("bm25", "brass", 5) == []
    index.close()


def test_a_rebuild_replaces_what_was_there_and_leaves_no_old_files(
    own_index: Index, tmp_path: Path, encoder: Encoder, english: Language
) -> None:
    folder = tmp_path / "own"
    own_index.close()
    build_index(shop()[:3], folder, encoder=encoder, language=english, currency="EUR")
    index = Index.open(folder, encoder=encoder, languages=[english])
    assert index.meta.count == 3
    assert sorted(p.name for p in folder.iterdir()) == sorted([index.meta.generation, "index.json"])
    index.close()


class Failing(Counting):
    def encode(self, texts: Any, *, progress: Any = None) -> np.ndarray:
        raise RuntimeError("the power went")


def test_a_failed_rebuild_changes_nothing(
    own_index: Index, tmp_path: Path, encoder: Encoder, english: Language
) -> None:
    folder = tmp_path / "own"
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(RuntimeError, match="power"):
        build_index(
            [*shop(), thing("new", "Birch Sledge")],
            folder,
            encoder=Failing(encoder),
            language=english,
            currency="EUR",
        )
    assert sorted(path.name for path in folder.iterdir()) == before
    assert first(own_index, "copper kettle") == "kettle"


def test_a_failed_first_build_leaves_no_folder(
    tmp_path: Path, encoder: Encoder, english: Language
) -> None:
    with pytest.raises(RuntimeError, match="power"):
        build_index(
            shop(), tmp_path / "new", encoder=Failing(encoder), language=english, currency="EUR"
        )
    with pytest.raises(BadCatalogue):
        build_index([], tmp_path / "new", encoder=encoder, language=english, currency="EUR")
    assert not (tmp_path / "new").exists()


def test_a_folder_without_an_index_is_refused_with_the_fix(
    tmp_path: Path, encoder: Encoder, english: Language
) -> None:
    with pytest.raises(IndexMissing, match="storeclerk index"):
        Index.open(tmp_path, encoder=encoder, languages=[english])


def test_another_format_is_refused_with_the_fix(
    own_index: Index, tmp_path: Path, encoder: Encoder, english: Language
) -> None:
    path = tmp_path / "own" / "index.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 0}))
    with pytest.raises(IndexStale, match="storeclerk index"):
        Index.open(tmp_path / "own", encoder=encoder, languages=[english])


@pytest.mark.parametrize("change", [{"encoder": "other-model"}, {"dim": 12}])
def test_another_encoder_is_refused_with_the_fix(
    own_index: Index, tmp_path: Path, encoder: Encoder, english: Language, change: dict[str, Any]
) -> None:
    folder = tmp_path / "own"
    save_meta(folder, replace(load_meta(folder), **change))
    with pytest.raises(IndexStale, match="storeclerk index"):
        Index.open(folder, encoder=encoder, languages=[english])


def test_a_write_that_fails_half_way_leaves_the_store_as_it_was(
    own_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(product: Any) -> str:
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(store_writer, "to_json", broken)
    with pytest.raises(IndexDamaged):
        own_index.upsert(thing("x", "Xylophone"))
    monkeypatch.undo()
    assert own_index.product("x") is None
    assert first(own_index, "copper kettle") == "kettle"
