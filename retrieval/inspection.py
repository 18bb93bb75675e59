"""What lies in an index folder and whether it is whole, without opening it to search. Changes
nothing."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import IndexDamaged
from retrieval.meta import generations, load_meta
from retrieval.store import ProductStore
from retrieval.store_file import STORE_FILE, damaged
from retrieval.words_folder import WORDS_FOLDER, check_words


@dataclass(frozen=True, slots=True)
class Condition:
    """`changed` counts the products changed or removed since it was built. `damage` is what can't
    be read, empty for nothing; `words` the same of the words, which the next opening makes again.
    `generations` is one but for an old one that waits until the new one has been opened."""

    products: int
    changed: int
    size_bytes: int
    generations: int
    damage: str = ""
    words: str = ""


def inspect(folder: Path) -> Condition:
    """Reads every page and every row. Raises `IndexMissing`, `IndexDamaged` or `IndexStale` where
    even the card can't be had."""
    meta = load_meta(folder)
    path = folder / meta.generation
    size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    damage, products, changed = "", 0, 0
    try:
        products, changed = _store(path / STORE_FILE)
    except IndexDamaged as error:
        damage = str(error)
    return Condition(products, changed, size, len(generations(folder)), damage, _words(path))


def _store(path: Path) -> tuple[int, int]:
    """Products, and how many rows were changed since. Raises `IndexDamaged`."""
    if not path.is_file():
        raise damaged(path, "it is missing")
    with closing(ProductStore(path)) as store:
        store.check()
        return len(store), len(store.changed_since(0))


def _words(generation: Path) -> str:
    try:
        check_words(generation / WORDS_FOLDER)
    except IndexDamaged as error:
        return str(error)
    return ""
