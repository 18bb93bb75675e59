"""The generation that counts, of an index that is open: read, changed, and swapped for another that
was built beside it while searches go on.

Owns which one that is. What a generation holds is `retrieval.generation`'s, which of a folder's is
whole `retrieval.opening`'s.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from retrieval.changes import Change, Put, Remove
from retrieval.encoder import Encoder
from retrieval.entries import entries
from retrieval.errors import IndexBusy, IndexMissing
from retrieval.generation import Generation, Superseded
from retrieval.meta import load_meta
from retrieval.opening import open_newest
from retrieval.query import Language

SWAPS = 5  # of the files under our hands, before it is no chance any more


class Current:
    """Safe to use from several threads. `mended` says what was found damaged when it was opened
    last, and how it was helped. Raises as `open_newest` does."""

    def __init__(self, folder: Path, encoder: Encoder, languages: Sequence[Language]) -> None:
        self._folder = folder
        self._encoder = encoder
        self._languages = languages
        self._refreshing = threading.Lock()
        self._generation, mended = open_newest(folder, encoder, languages)
        self.mended = tuple(mended)

    @contextmanager
    def reading(self) -> Iterator[Generation]:
        """The generation that counts, for as long as one search takes."""
        while True:
            generation = self._generation
            with generation.lock.reading():
                if not generation.closed:
                    yield generation
                    return
            if generation is self._generation:
                raise IndexMissing(f"the index in {self._folder} has been closed")

    def apply(self, changes: Iterable[Change]) -> dict[str, bool]:
        """Make all of `changes` or none, to whatever counts by then; of each product whether it
        was there before. Raises `IndexBusy` or `IndexNotWritten`."""
        last = {change.product_id: change for change in changes}
        for _ in range(SWAPS):
            with self.reading() as generation:
                put = [change for change in last.values() if isinstance(change, Put)]
                known = [generation.vector(change) for change in put]
            ready = entries([change.product for change in put], known, self._encoder)
            removed = [one for one, change in last.items() if isinstance(change, Remove)]
            try:
                with generation.changing():
                    if load_meta(self._folder).generation == generation.meta.generation:
                        there = {one: generation.store.row_of(one) is not None for one in last}
                        generation.write(ready, removed)
                        return there
            except Superseded:
                pass
            self.refresh()
        raise IndexBusy(f"{self._folder} is rebuilt over and over; try again later")

    def refresh(self) -> bool:
        """See what other processes did to the folder; False when there was nothing."""
        with self._refreshing:
            before = self._generation
            if load_meta(self._folder).generation != before.meta.generation:
                self._generation, mended = open_newest(
                    self._folder, self._encoder, self._languages, held=before
                )
                self.mended = tuple(mended)
                if self._generation is not before:
                    before.close()
                    return True
            try:
                return before.catch_up()
            except Superseded:
                return False

    def close(self) -> None:
        self._generation.close()
