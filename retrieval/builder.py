"""Products -> a generation of an index on disk, whole or not at all. Owns no searching.

What is changed in the index while it is built anew is changed in the new generation as well, and
a text that the old one holds isn't encoded again.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from retrieval.document import document
from retrieval.encoder import Encoder, Progress
from retrieval.entries import entries
from retrieval.errors import BadCatalogue
from retrieval.locks import FolderLock
from retrieval.meta import (
    BUILDING,
    GENERATION_PREFIX,
    IndexMeta,
    generations,
    save_card,
    save_meta,
    sync_folder,
)
from retrieval.predecessor import LONG_S, Predecessor
from retrieval.query import Language
from retrieval.store import ProductStore
from retrieval.store_file import STORE_FILE, Entry
from retrieval.values import Product
from retrieval.words_folder import WORDS_FOLDER, WordsFolder, check_words

BLOCK = 1024


def build_index(
    products: Iterable[Product],
    folder: Path,
    *,
    encoder: Encoder,
    language: Language,
    currency: str,
    name: str = "",
    progress: Progress | None = None,
) -> IndexMeta:
    """Write a new generation beside the old one, then swap. Whatever goes wrong before the swap
    leaves the old index as it was; the old files stay until the new ones have been opened.
    `language` is the catalogue's own. Raises `BadCatalogue` where there is no product, `IndexBusy`
    where another process builds in the same folder."""
    fresh = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    meta = IndexMeta(
        name=name or folder.name,
        currency=currency,
        count=0,
        encoder=encoder.version,
        dim=encoder.dim,
        language=language.code,
        stemmer=language.stemmer,
        generation=f"{GENERATION_PREFIX}{uuid.uuid4().hex[:12]}",
        built=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    with FolderLock(folder, BUILDING).held(0):
        try:
            return _build(products, folder, meta, encoder, progress)
        except BaseException:
            shutil.rmtree(folder if fresh else folder / meta.generation, ignore_errors=True)
            raise


def _build(
    products: Iterable[Product],
    folder: Path,
    meta: IndexMeta,
    encoder: Encoder,
    progress: Progress | None,
) -> IndexMeta:
    generation = folder / meta.generation
    with ExitStack() as stack:
        before = Predecessor.of(folder, encoder)  # what is changed from here on is changed in both
        if before:
            stack.callback(before.close)
            _remove_others(folder, before.name)
        catalogue = list(products)
        if not catalogue:
            raise BadCatalogue("holds no product", advice="Give a catalogue with products")
        _fill(generation, catalogue, encoder, before, progress)
        store = stack.enter_context(closing(ProductStore(generation / STORE_FILE)))
        store.check()  # what the disk says, not what we meant to write
        words = WordsFolder(generation, store, meta.stemmer)
        check_words(generation / WORDS_FOLDER)
        if before:
            stack.enter_context(before.lock.held(LONG_S))
            _repeat(before, store, words, encoder)
        meta = replace(meta, count=len(store))
        sync_folder(generation)
        save_card(folder, meta)
        save_meta(folder, meta)
    return meta


def _fill(
    generation: Path,
    catalogue: Sequence[Product],
    encoder: Encoder,
    before: Predecessor | None,
    progress: Progress | None,
) -> None:
    """The store alone: the words are made from it."""
    generation.mkdir()
    with closing(ProductStore(generation / STORE_FILE, create=True)) as store:
        store.write(_entries(catalogue, encoder, before, progress), noted=False)


def _entries(
    catalogue: Sequence[Product],
    encoder: Encoder,
    before: Predecessor | None,
    progress: Progress | None,
) -> Iterator[Entry]:
    """Block by block, so that the vectors of a large catalogue never lie in memory together."""
    for start in range(0, len(catalogue), BLOCK):
        block = catalogue[start : start + BLOCK]
        known = [before.vector(product) if before else None for product in block]
        yield from entries(block, known, encoder)
        if progress:
            progress(start + len(block), len(catalogue))


def _repeat(before: Predecessor, store: ProductStore, words: WordsFolder, encoder: Encoder) -> None:
    """What was changed in the old generation since we began."""
    put, removed = before.changed()
    if not put and not removed:
        return
    known = [before.vector(product) for product in put]
    written = store.write(entries(put, known, encoder), removed)
    told = [(row, document(one)) for row, one in zip(written.rows, put, strict=True)]
    words.change(told, written.freed)
    words.note(written.sequence)
    store.publish()


def _remove_others(folder: Path, kept: str) -> None:
    """What builds that died, or an index before the last one, left behind. Whoever has it open
    keeps its files."""
    for path in generations(folder):
        if path.name != kept:
            shutil.rmtree(path, ignore_errors=True)
