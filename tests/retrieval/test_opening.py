"""An index that was damaged: what is still whole serves, and what can't be had is said with the
fix."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hash_encoder import HashEncoder
from small_shop import shop, thing

from retrieval.backends.lexical import TantivyWords
from retrieval.builder import build_index
from retrieval.changes import Put, Remove
from retrieval.errors import IndexBusy, IndexDamaged, IndexMissing, IndexNotWritten
from retrieval.index import Index
from retrieval.locks import FolderLock
from retrieval.meta import BUILDING, FORMAT, load_meta
from retrieval.query import Language

Opener = Callable[[], Index]
ENCODER = HashEncoder()


@pytest.fixture
def folder(tmp_path: Path, english: Language) -> Path:
    """The small shop, indexed and never opened."""
    build_index(shop(), tmp_path / "own", encoder=ENCODER, language=english, currency="EUR")
    return tmp_path / "own"


@pytest.fixture
def opener(folder: Path, english: Language) -> Opener:
    return lambda: Index.open(folder, encoder=ENCODER, languages=[english])


@pytest.fixture
def rebuilt(folder: Path, opener: Opener, english: Language) -> Path:
    """A second generation of three products, never opened, beside the first of twelve."""
    opener().close()
    build_index(shop()[:3], folder, encoder=ENCODER, language=english, currency="EUR")
    return folder


def newest(folder: Path) -> Path:
    return folder / load_meta(folder).generation


def spoil(path: Path, *, at: float = 0.5) -> None:
    """Other bytes in the middle of a file, its length unchanged."""
    data = bytearray(path.read_bytes())
    place = int(len(data) * at)
    data[place : place + 8] = bytes(255 - byte for byte in data[place : place + 8])
    path.write_bytes(data)


def in_the_database(folder: Path, statement: str) -> None:
    with sqlite3.connect(newest(folder) / "products.db") as database:
        database.execute(statement)
    database.close()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no store": lambda folder: (newest(folder) / "products.db").unlink(),
    "an empty store": lambda folder: (newest(folder) / "products.db").write_bytes(b""),
    "no database": lambda folder: (newest(folder) / "products.db").write_bytes(b"x" * 9999),
    "half a store": lambda folder: (newest(folder) / "products.db").write_bytes(
        (newest(folder) / "products.db").read_bytes()[:9000]
    ),
    "another price": lambda folder: in_the_database(
        folder, "UPDATE product SET data = replace(data, '9500', '9400')"
    ),
    "another vector": lambda folder: in_the_database(
        folder, "UPDATE product SET vector = zeroblob(128) WHERE row = 2"
    ),
    "a row gone": lambda folder: in_the_database(
        folder, "UPDATE total SET products = products + 1"
    ),
    "no folder": lambda folder: shutil.rmtree(newest(folder)),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_the_last_good_index_serves_where_the_newest_is_damaged(
    rebuilt: Path, opener: Opener, damage: Callable[[Path], object]
) -> None:
    broken = newest(rebuilt)
    damage(rebuilt)
    index = opener()
    assert list(index.products()) == shop()
    (told,) = index.mended
    assert broken.name in told
    assert "storeclerk index" in told
    index.upsert(thing("sledge", "Ashwood Sledge"))
    index.close()
    again = opener()  # mended: what serves is what counts now
    assert again.mended == ()
    assert again.product("sledge") is not None
    again.close()


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_without_a_good_one_before_it_a_damaged_index_names_the_fix(
    folder: Path, opener: Opener, damage: Callable[[Path], object]
) -> None:
    damage(folder)
    with pytest.raises(IndexDamaged, match="storeclerk index"):
        opener()


@pytest.mark.parametrize("seed", range(30))
def test_wherever_the_store_is_spoilt_it_is_noticed_or_makes_no_difference(
    folder: Path, opener: Opener, seed: int
) -> None:
    index = opener()
    before = {name: index.baseline(name, "rain jacket", 20) for name in ("vectors", "bm25")}
    index.close()
    spoil(newest(folder) / "products.db", at=random.Random(seed).random())
    try:
        index = opener()
    except IndexDamaged:
        return
    assert list(index.products()) == shop()
    assert {name: index.baseline(name, "rain jacket", 20) for name in before} == before
    index.close()


def test_a_damaged_index_is_built_again_by_the_fix_it_names(
    folder: Path, opener: Opener, english: Language
) -> None:
    (newest(folder) / "products.db").write_bytes(b"x" * 9999)
    build_index(shop(), folder, encoder=ENCODER, language=english, currency="EUR")
    index = opener()
    assert list(index.products()) == shop()
    index.close()


def test_an_old_index_goes_once_the_new_one_has_been_opened(rebuilt: Path, opener: Opener) -> None:
    assert len(list(rebuilt.glob("generation-*"))) == 2
    opener().close()
    assert [path.name for path in rebuilt.iterdir() if path.is_dir()] == [newest(rebuilt).name]


def words_gone(folder: Path) -> None:
    shutil.rmtree(newest(folder) / "words")


def words_cut(folder: Path) -> None:
    for path in (newest(folder) / "words").glob("*.idx"):
        path.write_bytes(path.read_bytes()[:-20])


def a_word_file_gone(folder: Path) -> None:
    for path in (newest(folder) / "words").glob("*.term"):
        path.unlink()


def words_of_fewer(folder: Path) -> None:
    """Words that lost a product, whole as far as their files tell."""
    words = TantivyWords(newest(folder) / "words", "english")
    words.remove([3])
    words.commit()
    words.close()


WORDS: dict[str, Callable[[Path], object]] = {
    "gone": words_gone,
    "a byte": lambda folder: [spoil(p) for p in (newest(folder) / "words").glob("*.idx")],
    "cut": words_cut,
    "a file gone": a_word_file_gone,
    "no list of files": lambda folder: (newest(folder) / "words" / "meta.json").write_text("{"),
    "no state": lambda folder: (newest(folder) / "words.json").unlink(),
    "fewer": words_of_fewer,
}


@pytest.mark.parametrize("damage", WORDS.values(), ids=WORDS.keys())
def test_damaged_words_are_made_again_from_the_products(
    folder: Path, opener: Opener, damage: Callable[[Path], object]
) -> None:
    index = opener()
    index.upsert(thing("sledge", "Ashwood Sledge"))
    before = index.baseline("bm25", "ashwood jacket wool", 9)
    index.close()
    damage(folder)
    index = opener()
    assert len(index.mended) == 1
    assert {name for name, _ in index.baseline("bm25", "ashwood jacket wool", 9)} == {
        name for name, _ in before
    }
    index.close()
    again = opener()
    assert again.mended == ()
    again.close()


def test_what_a_commit_that_died_left_behind_is_no_hindrance(folder: Path, opener: Opener) -> None:
    """Files that tantivy's list doesn't name, under the names that it gives out next."""
    opener().close()
    words, saved = newest(folder) / "words", folder.parent / "saved"
    shutil.copytree(words, saved)
    state = (newest(folder) / "words.json").read_text()
    index = opener()
    index.apply([Remove("lamp"), Put(thing("sledge", "Ashwood Sledge"))])
    index.close()
    (words / "meta.json").write_text((saved / "meta.json").read_text())
    for path in saved.iterdir():
        if not (words / path.name).exists():  # what a merge has taken away since
            shutil.copy(path, words / path.name)
    (newest(folder) / "words.json").write_text(state)

    index = opener()
    assert index.mended == ()
    assert [name for name, _ in index.baseline("bm25", "ashwood", 5)] == ["sledge"]
    assert index.baseline("bm25", "brass", 5) == []
    index.close()


@pytest.mark.parametrize("content", ["", "{", "[1]", None, f'{{"format": {FORMAT}, "name": "x"}}'])
def test_a_lost_or_broken_card_is_made_again_from_its_copy(
    folder: Path, opener: Opener, content: str | None
) -> None:
    card = folder / "index.json"
    before = load_meta(folder)
    card.unlink() if content is None else card.write_text(content)
    index = opener()
    assert len(index.mended) == 1
    assert list(index.products()) == shop()
    index.close()
    assert json.loads(card.read_text())["generation"] == before.generation


def test_without_card_and_copy_there_is_no_index(folder: Path, opener: Opener) -> None:
    for path in folder.rglob("*.json"):
        path.unlink()
    with pytest.raises(IndexMissing, match="storeclerk index"):
        opener()


def test_a_build_that_died_is_no_index_and_is_tidied_up(folder: Path, opener: Opener) -> None:
    stray = folder / "generation-0123456789ab"
    shutil.copytree(newest(folder), stray)
    (stray / "card.json").unlink()
    index = opener()
    assert list(index.products()) == shop()
    index.close()
    assert not stray.exists()


def test_two_builds_in_one_folder_are_refused_with_the_reason(
    folder: Path, opener: Opener, english: Language
) -> None:
    with FolderLock(folder, BUILDING).held(0), pytest.raises(IndexBusy, match="another process"):
        build_index(shop(), folder, encoder=ENCODER, language=english, currency="EUR")
    index = opener()
    assert list(index.products()) == shop()
    index.close()


def test_a_full_disk_is_told_as_such_and_changes_nothing(folder: Path, opener: Opener) -> None:
    index = opener()
    index._current._generation.store._writer._connection.execute("PRAGMA max_page_count = 1")
    long = replace(shop()[0], description="far and wide " * 20_000)
    with pytest.raises(IndexNotWritten, match="make room"):
        index.upsert(long)
    assert index.product("jacket-rain") == shop()[0]
    index.close()
    again = opener()
    assert list(again.products()) == shop()
    again.close()
