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

from retrieval.backends.base import Vectors
from retrieval.changes import Put
from retrieval.document import Document, document, vector_text
from retrieval.encoder import Encoder
from retrieval.errors import IndexBusy, IndexNotWritten
from retrieval.kept import keep, opened
from retrieval.locks import FolderLock, ReadWriteLock
from retrieval.meta import CHANGING, IndexMeta
from retrieval.narrowing import Narrowings
from retrieval.parts import Parts
from retrieval.query import Language
from retrieval.ranking import Ranking
from retrieval.store import ProductStore
from retrieval.store_file import STORE_FILE, Entry, Written, damaged
from retrieval.suggest import Suggester
from retrieval.understanding import Understanding
from retrieval.words_folder import WordsFolder

COMMON_WORDS = 200
"""Words that many products say take longest to look up first."""
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
        self._languages = languages
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
        self._derived, worth_keeping = opened(self._path, self.store, languages, encoder.dim)
        derived = self._derived
        understanding = Understanding(languages, meta.currency, derived.gazetteers)
        understanding.prepare()
        self._words.words.prepare(derived.gazetteers.commonest(COMMON_WORDS))
        if worth_keeping:
            self._keep()
        self.narrowings = Narrowings()
        self.suggester = Suggester(self.store.get, derived.shelf, derived.terms)
        self.parts = Parts(
            self.store,
            self._words.words,
            Ranking(derived.vectors, self._words.words),
            derived.filters,
            understanding,
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

    def _keep(self) -> None:
        """What is derived, for the next opening; not where somebody writes, or nobody can."""
        try:
            with self._folder_lock.held(0):
                if not self.store.is_behind():
                    keep(self._path, self.store, self._languages, self._derived)
        except (IndexBusy, IndexNotWritten, OSError):
            return

    def _publish(self) -> None:
        with self.lock.writing():
            seen = self.store.publish()
            self.parts.words.reload()
            self._derived.follow(seen)
            self.narrowings.forget()
