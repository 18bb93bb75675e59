"""The products and their vectors, in one SQLite file: the index's truth. Everything else in an
index (FAISS, tantivy, filter tables) is derived from it and can be made again.

A row number is never given to another product. `sequence` counts changes, so that what is derived
knows how far behind it is.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.product_json import from_json
from retrieval.store_file import (
    COLUMNS,
    Columns,
    Entry,
    Held,
    Seen,
    Written,
    changed_since,
    check_row,
    connect,
    damaged,
    last_sequence,
    telling,
    text_hash,
    whole,
)
from retrieval.store_writer import StoreWriter
from retrieval.values import Product

CACHED_PRODUCTS = 4096


class ProductStore:
    """Safe to use from several threads. What is read stays as it is until `publish`, whatever was
    written since. Raises `IndexDamaged` where the file isn't a store or a row isn't whole."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._lock = threading.RLock()  # of the reader's connection and what is cached of it
        self._cache: OrderedDict[int, Product] = OrderedDict()
        self._path = path
        self._writer = StoreWriter(path, connect(path))
        self._reader = connect(path)
        with self._reading():
            self._writer.prepare(create=create)
            self._sequence = self._snapshot()
            self._rows: dict[str, int] = dict(
                self._reader.execute("SELECT product_id, row FROM product ORDER BY row")
            )
            self._row_limit = max(self._rows.values(), default=-1) + 1

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def row_limit(self) -> int:
        """More than the highest row in use."""
        return self._row_limit

    @property
    def sequence(self) -> int:
        """The number of the last change that is seen."""
        return self._sequence

    def row_of(self, product_id: str) -> int | None:
        return self._rows.get(product_id)

    def ids(self) -> list[str]:
        """Of the products, by row."""
        return sorted(self._rows, key=self._rows.__getitem__)

    def rows(self) -> NDArray[np.int64]:
        """The rows in use, ascending."""
        return np.sort(np.fromiter(self._rows.values(), dtype=np.int64, count=len(self._rows)))

    def get(self, row: int) -> Product:
        """Raises `KeyError` for a row that isn't in use."""
        with self._lock:
            if row in self._cache:
                self._cache.move_to_end(row)
                return self._cache[row]
            product = self._cache[row] = self.held(row).product
            if len(self._cache) > CACHED_PRODUCTS:
                self._cache.popitem(last=False)
            return product

    def ids_of(self, rows: Sequence[int]) -> dict[int, str]:
        """By row, of those in use: products of which nothing else is needed aren't read."""
        asked = f"SELECT row, product_id FROM product WHERE row IN ({','.join('?' * len(rows))})"
        with self._reading():
            return dict(self._reader.execute(asked, tuple(rows)).fetchall())

    def held(self, row: int) -> Held:
        """Raises `KeyError` for a row that isn't in use."""
        found = self._find(row)
        if found is None:
            raise KeyError(row)
        return found

    def every(self) -> Iterator[Held]:
        """All that is held, by row; at the end, that none was lost."""
        for columns in self._checked():
            yield whole(columns)

    def vectors(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float16]]]:
        """Rows (B,) and their vectors (B, D), block by block, as they lie in the file: unlike in
        `every`, nothing is checked."""
        query = "SELECT row, vector FROM product WHERE row > ? ORDER BY row LIMIT 4096"
        last = -1
        while True:
            with self._reading():
                found = self._reader.execute(query, (last,)).fetchall()
            if not found:
                return
            joined = np.frombuffer(b"".join(vector for _, vector in found), dtype=np.float16)
            yield np.asarray([row for row, _ in found]), joined.reshape(len(found), -1)
            last = found[-1][0]

    def products(self, rows: Sequence[int] | None = None) -> Iterator[Product]:
        """All of them by row, or those asked for that are still there."""
        for row in self.rows().tolist() if rows is None else rows:
            try:
                yield self.held(row).product if rows is None else self.get(row)
            except KeyError:
                continue  # removed since

    def vector_if_same_text(self, product_id: str, text: str) -> NDArray[np.float32] | None:
        """The stored vector, when it was made of just this text."""
        row = self.row_of(product_id)
        held = None if row is None else self._find(row)
        if held is None or held.text_hash != text_hash(text):
            return None
        return held.vector.astype(np.float32)

    def vector_of(self, product_id: str) -> NDArray[np.float32] | None:
        """(D,) as stored; None when there is no such product. The rest of its row isn't read, so
        whether that is whole isn't known."""
        with self._reading():
            query = "SELECT vector FROM product WHERE row = ?"
            found = self._reader.execute(query, (self.row_of(product_id),)).fetchone()
        return None if found is None else np.frombuffer(found[0], np.float16).astype(np.float32)

    def rows_with_code(self, code: str) -> list[int]:
        with self._reading():
            query = "SELECT row FROM code WHERE code = ? ORDER BY row"
            return [row for (row,) in self._reader.execute(query, (code,))]

    def changed_since(self, sequence: int) -> dict[int, str]:
        """The rows that were put or removed after `sequence`, and whose they are or were."""
        with self._reading():
            return changed_since(self._reader, sequence)

    def write(
        self, entries: Iterable[Entry], removed: Iterable[str] = (), *, noted: bool = True
    ) -> Written:
        """Add or replace, and remove, all or nothing, durable on return, seen from `publish` on.
        What is not `noted` is missing from `changed_since`. Raises `IndexBusy`, `IndexNotWritten`
        or `IndexDamaged`, and then nothing was changed."""
        return self._writer.write(entries, removed, noted)

    def publish(self) -> dict[int, Seen]:
        """See what was written, here or by another process. Hands back the rows that changed."""
        with self._reading():
            changed = self._writer.changed_since(self._sequence)
            before = {row: self._find(row) for row in changed}
            self._reader.execute("COMMIT")
            self._writer.move_log()
            self._sequence = self._snapshot()
            return {row: self._see(row, one, before[row]) for row, one in changed.items()}

    def is_behind(self) -> bool:
        """Whether something was written that isn't seen yet."""
        with self._reading():
            return self._writer.last_sequence() != self._sequence

    def kept(self) -> int:
        """The number of the change up to which what is derived is kept beside the file; -1 where
        it isn't kept."""
        with self._reading():
            found = self._reader.execute("SELECT sequence FROM derived").fetchone()
        return int(found[0]) if found else -1

    def keep(self) -> None:
        """What is derived is kept as of now: from here on, what rows held now is remembered."""
        with self._reading():
            self._writer.keep(self._sequence)

    def past(self) -> dict[int, Seen]:
        """The rows that changed since then."""
        with self._reading():
            query = "SELECT row, product_id, data FROM past JOIN change USING (row) ORDER BY row"
            return {
                row: Seen(product_id, self._find(row), from_json(data) if data else None)
                for row, product_id, data in self._reader.execute(query).fetchall()
            }

    def check_pages(self) -> None:
        """That the file's pages fit together, whatever they hold. Raises `IndexDamaged`."""
        with self._reading():
            (answer,) = self._reader.execute("PRAGMA quick_check(1)").fetchone()
        if answer != "ok":
            raise damaged(self._path, answer.partition("\n")[0])

    def check(self) -> None:
        """Look at every page and at every row. Raises `IndexDamaged`."""
        self.check_pages()
        self.check_rows()

    def check_rows(self) -> None:
        """That each row is what was written, and none lost. Raises `IndexDamaged`."""
        for _ in self._checked():
            pass

    def close(self) -> None:
        with self._lock:
            self._reader.close()
            self._writer.close()

    def _snapshot(self) -> int:
        """Hold on to the file as it is now; the number of its last change."""
        self._reader.execute("BEGIN")
        return last_sequence(self._reader)

    def _checked(self) -> Iterator[Columns]:
        query = f"SELECT {COLUMNS} FROM product WHERE row > ? ORDER BY row LIMIT 1000"
        last, count, checksum = -1, 0, 0
        while True:
            with self._reading():
                found = self._reader.execute(query, (last,)).fetchall()
            if not found:
                break
            for columns in found:
                if self._rows.get(columns[1]) != columns[0]:
                    raise damaged(self._path, f"row {columns[0]} isn't found by its product")
                check_row(self._path, columns)
                yield columns
                count, checksum = count + 1, checksum + columns[-1]
            last = found[-1][0]
        with self._reading():
            total = self._reader.execute("SELECT products, checksum FROM total").fetchone()
        if total != (count, checksum) or count != len(self._rows):
            raise damaged(self._path, "its rows don't come to its checksum")

    def _find(self, row: int) -> Held | None:
        with self._reading():
            query = f"SELECT {COLUMNS} FROM product WHERE row = ?"
            found = self._reader.execute(query, (row,)).fetchone()
        if found is None:
            return None
        check_row(self._path, found)
        return whole(found)

    def _see(self, row: int, product_id: str, before: Held | None) -> Seen:
        self._cache.pop(row, None)
        now = self._find(row)
        if now is not None:
            self._rows[product_id] = row
            self._row_limit = max(self._row_limit, row + 1)
        elif self._rows.get(product_id) == row:
            del self._rows[product_id]
        if before is None:
            return Seen(product_id, now, None)
        same = now is not None and np.array_equal(now.vector, before.vector)
        return Seen(product_id, now, before.product, same)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock, telling(self._path):
            yield
