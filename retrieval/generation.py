"""One generation of an index, open: the store, and what is derived from it, kept in step.

Owns which change is seen when. A change is written to the store and the words first, while searches
go on; then it is published to all parts at once, which takes as long as its rows are many. Which
generation counts is `retrieval.index`'s to know.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.backends.base import Rows, Vectors
from retrieval.backends.open import open_vectors
from retrieval.changes import Put
from retrieval.document import Document, document, vector_text
from retrieval.encoder import Encoder
from retrieval.filters import FilterTable
from retrieval.locks import FolderLock, ReadWriteLock
from retrieval.meta import CHANGING, IndexMeta
from retrieval.parts import Parts
from retrieval.query import Language
from retrieval.ranking import Ranking
from retrieval.store import ProductStore
from retrieval.store_file import STORE_FILE, Entry, Seen, Written, damaged
from retrieval.suggest import Suggester
from retrieval.understanding import Understanding
from retrieval.words_folder import WordsFolder

WAIT_S = 10.0  # for another process to finish its change


class Superseded(Exception):
    """Another generation counts, and this one's files are gone or closed."""


class Generation:
    """Searches hold `lock` for reading. `mended` says what was damaged and has been made again;
    empty when nothing was. Raises `IndexDamaged` or `IndexBusy`."""

    def __init__(
        self, folder: Path, meta: IndexMeta, encoder: Encoder, languages: Sequence[Language]
    ) -> None:
        self.meta = meta
        self.lock = ReadWriteLock()
        self.closed = False
        self._encoder = encoder
        self._changing = threading.Lock()
        self._path = folder / meta.generation
        if not (self._path / STORE_FILE).is_file():
            raise damaged(self._path / STORE_FILE, "it is missing")
        self._folder_lock = FolderLock(self._path, CHANGING)
        with self._folder_lock.held(WAIT_S):
            self.store = ProductStore(self._path / STORE_FILE)
            self._words = WordsFolder(self._path, self.store, meta.stemmer)
        self.mended = self._words.mended
        self.store.check_pages()  # a hundredth of what opening takes
        self._filters = FilterTable()
        self._understanding = Understanding(languages, meta.currency, self._filters.texts)
        self.suggester = Suggester(self.store.get, self._filters)
        self._vectors = open_vectors(encoder.dim, *self._derive())
        self._understanding.prepare()
        self.parts = Parts(
            self.store,
            self._words.words,
            Ranking(self._vectors, self._words.words),
            self._filters,
            self._understanding,
            lambda text: encoder.encode([text])[0],
        )

    def vector(self, change: Put) -> Vectors | None:
        """What is known without encoding; within `lock`."""
        if change.vector is not None:
            return change.vector
        return self.store.vector_if_same_text(change.product_id, vector_text(change.product))

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Nobody else changes this generation, in this process or another, and what others changed
        is seen. Raises `IndexBusy`, or `Superseded` where this isn't the one to change any more."""
        with ExitStack() as stack:
            stack.enter_context(self._changing)
            if self.closed:
                raise Superseded
            try:
                stack.enter_context(self._folder_lock.held(WAIT_S))
            except FileNotFoundError:
                raise Superseded from None
            if self.store.is_behind():
                self._publish()
            if self._words.catch_up():
                self._publish()
            yield

    def write(self, entries: Sequence[Entry], removed: Sequence[str]) -> Written:
        """Durable and seen by searches on return; only within `changing`."""
        before = [self._document(entry.product.product_id) for entry in entries]
        written = self.store.write(entries, removed)
        told = [
            (row, new)
            for row, entry, old in zip(written.rows, entries, before, strict=True)
            if (new := document(entry.product)) != old
        ]
        try:
            if told or written.freed:
                self._words.change(told, written.freed)
            self._words.note(written.sequence, durable=bool(told or written.freed))
        finally:
            self._publish()
        return written

    def catch_up(self) -> bool:
        """See what other processes changed; False when nothing was."""
        if not self.store.is_behind():
            return False
        with self.changing():
            return True

    def close(self) -> None:
        """Once the searches under way have ended."""
        with self._changing, self.lock.writing():
            if not self.closed:
                self.closed = True
                self._words.words.close()
                self.store.close()

    def _document(self, product_id: str) -> Document | None:
        row = self.store.row_of(product_id)
        return None if row is None else document(self.store.get(row))

    def _derive(self) -> tuple[Rows, NDArray[np.float16]]:
        """Filters and gazetteers; hands back the rows (N,) and their vectors (N, D)."""
        rows = np.empty(len(self.store), dtype=np.int64)
        vectors = np.empty((len(self.store), self._encoder.dim), dtype=np.float16)
        for place, held in enumerate(self.store.every()):
            self._filters.put(held.row, held.product)
            self._understanding.put(held.row, held.product)
            self.suggester.put(held.row, held.product)
            rows[place], vectors[place] = held.row, held.vector
        self._filters.texts.post()
        self.suggester.open(self._understanding.gazetteers)
        return rows, vectors

    def _publish(self) -> None:
        with self.lock.writing():
            seen = self.store.publish()
            self.parts.words.reload()
            self._vectors.remove([row for row, one in seen.items() if not one.same_vector])
            for row, one in seen.items():
                self._follow(row, one)
            new = [one.now for one in seen.values() if one.now and not one.same_vector]
            self._add_vectors([held.row for held in new], [held.vector for held in new])

    def _follow(self, row: int, one: Seen) -> None:
        before = one.before.product if one.before else None
        if one.now:
            self._filters.put(row, one.now.product, before)
            self._understanding.put(row, one.now.product, before)
            self.suggester.put(row, one.now.product)
        elif before:
            self._filters.remove(row, before)
            self._understanding.remove(row, before)
            self.suggester.remove(row)
        self.suggester.follow(before, one.now.product if one.now else None)

    def _add_vectors(self, rows: list[int], vectors: list[NDArray[np.float16]]) -> None:
        if rows:
            joined = np.stack(vectors).astype(np.float32)
            self._vectors.add(np.asarray(rows, dtype=np.int64), joined)
