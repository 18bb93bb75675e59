"""Looking an index folder over without opening it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hash_encoder import HashEncoder
from small_shop import shop, thing

from retrieval.errors import IndexMissing
from retrieval.index import Index
from retrieval.inspection import inspect
from retrieval.meta import load_meta
from retrieval.query import Language


@pytest.fixture
def folder(tmp_path: Path, english: Language) -> Path:
    index = Index.build(
        shop(), tmp_path / "own", encoder=HashEncoder(), languages=[english], currency="EUR"
    )
    index.upsert(thing("sledge", "Ashwood Sledge"))
    index.remove("lamp")
    index.close()
    return tmp_path / "own"


def test_a_whole_index_is_counted(folder: Path) -> None:
    found = inspect(folder)
    assert (found.products, found.changed, found.generations) == (len(shop()), 2, 1)
    assert found.size_bytes > 10_000
    assert (found.damage, found.words) == ("", "")


def test_damage_is_told_of_the_part_it_is_in(folder: Path) -> None:
    generation = folder / load_meta(folder).generation
    for path in (generation / "words").glob("*.term"):
        path.write_bytes(path.read_bytes()[:-30])
    found = inspect(folder)
    assert (bool(found.damage), bool(found.words)) == (False, True)
    (generation / "products.db").write_bytes(b"x" * 5000)
    assert "storeclerk index" in inspect(folder).damage


def test_no_index_is_no_condition(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        inspect(tmp_path)
