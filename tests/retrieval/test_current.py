"""Which generation is read: the one that counts, for as long as it is read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_shop import shop, thing

from retrieval.builder import build_index
from retrieval.changes import Put, Remove
from retrieval.current import Current
from retrieval.encoder import Encoder
from retrieval.errors import IndexMissing
from retrieval.query import Language


@pytest.fixture
def folder(shop_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(shop_folder, tmp_path / "own")


@pytest.fixture
def current(folder: Path, encoder: Encoder, english: Language) -> Iterator[Current]:
    opened = Current(folder, encoder, [english])
    yield opened
    opened.close()


def test_what_was_built_beside_it_is_swapped_in(
    current: Current, folder: Path, encoder: Encoder, english: Language
) -> None:
    build_index(shop()[:3], folder, encoder=encoder, language=english, currency="EUR")
    with current.reading() as before:
        assert len(before.store) == len(shop())
    assert current.refresh()
    with current.reading() as after:
        assert len(after.store) == 3
    assert before.closed
    assert not current.refresh()


def test_a_change_goes_to_what_counts_by_then(
    current: Current, folder: Path, encoder: Encoder, english: Language
) -> None:
    build_index(shop()[:3], folder, encoder=encoder, language=english, currency="EUR")
    there = current.apply([Put(thing("new", "Brass Bell")), Remove(shop()[0].product_id)])
    assert there == {"new": False, shop()[0].product_id: True}
    with current.reading() as generation:
        assert len(generation.store) == 3


def test_what_has_been_closed_is_not_read(current: Current) -> None:
    current.close()
    with pytest.raises(IndexMissing), current.reading():
        pass
