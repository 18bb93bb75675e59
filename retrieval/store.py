"""The products and their vectors, in one SQLite file: the index's truth. Everything else in an
index (FAISS, tantivy, filter tables) is derived from it and can be made again.

A row number is never given to another product. `sequence` counts changes, so that what is derived
knows how far behind it is.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import IndexDamaged
from retrieval.product_json import from_json, to_json
from retrieval.values import Product

CACHED_PRODUCTS = 4096
_SCHEMA = """
CREATE TABLE product (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    product_id TEXT NOT NULL UNIQUE,
    data TEXT NOT NULL,
    text_hash BLOB NOT NULL,
    vector BLOB NOT NULL
);
CREATE TABLE code (code TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (code, row)) WITHOUT ROWID;
CREATE INDEX code_row ON code (row);
CREATE TABLE change (sequence INTEGER PRIMARY KEY AUTOINCREMENT, row INTEGER NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A product on its way in. `vector` (D,) float32; `codes` as they are looked up."""

    product: Product
    vector: NDArray[np.float32]
    text: str
    codes: tuple[str, ...]


def text_hash(text: str) -> bytes:
    """Names the text behind a vector, so that a change of price doesn't encode again."""
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


class ProductStore:
    """Safe to use from several threads. Raises `IndexDamaged` where the file isn't a store."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._lock = threading.RLock()
        self._cache: OrderedDict[int, Product] = OrderedDict()
        self._path = path
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        with self._reading():
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            if create:
                self._db.executescript(_SCHEMA)
            self._rows = self._load_rows()

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def row_limit(self) -> int:
        """One more than the highest row in use."""
        return max(self._rows.values(), default=-1) + 1

    @property
    def sequence(self) -> int:
        with self._reading():
            return int(
                self._db.execute("SELECT coalesce(max(sequence), 0) FROM change").fetchone()[0]
            )

    def row_of(self, product_id: str) -> int | None:
        return self._rows.get(product_id)

    def rows(self) -> NDArray[np.int64]:
        """The rows in use, ascending."""
        return np.sort(np.fromiter(self._rows.values(), dtype=np.int64, count=len(self._rows)))

    def get(self, row: int) -> Product:
        """Raises `KeyError` for a row that isn't in use."""
        with self._lock:
            if row in self._cache:
                self._cache.move_to_end(row)
                return self._cache[row]
            with self._reading():
                found = self._db.execute(
                    "SELECT data FROM product WHERE row = ?", (row,)
                ).fetchone()
            if found is None:
                raise KeyError(row)
            product = self._cache[row] = from_json(found[0])
            if len(self._cache) > CACHED_PRODUCTS:
                self._cache.popitem(last=False)
            return product

    def products(self, rows: Sequence[int] | None = None) -> Iterator[Product]:
        """All of them by row, or those asked for that are still there."""
        for row in self.rows().tolist() if rows is None else rows:
            try:
                yield self._uncached(row) if rows is None else self.get(row)
            except KeyError:
                continue  # removed since

    def vectors(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Rows (N,) and their vectors (N, D), kept in half precision."""
        with self._reading():
            pairs = self._db.execute("SELECT row, vector FROM product ORDER BY row").fetchall()
        rows = np.fromiter((row for row, _ in pairs), dtype=np.int64, count=len(pairs))
        joined = b"".join(vector for _, vector in pairs)
        flat = np.frombuffer(joined, dtype=np.float16).astype(np.float32)
        return rows, flat.reshape(len(rows), -1) if len(rows) else flat.reshape(0, 0)

    def vector_if_same_text(self, product_id: str, text: str) -> NDArray[np.float32] | None:
        """The stored vector, when it was made of just this text."""
        with self._reading():
            found = self._db.execute(
                "SELECT vector FROM product WHERE product_id = ? AND text_hash = ?",
                (product_id, text_hash(text)),
            ).fetchone()
        return np.frombuffer(found[0], dtype=np.float16).astype(np.float32) if found else None

    def vector_of(self, product_id: str) -> NDArray[np.float32] | None:
        """(D,) as stored; None when there is no such product."""
        with self._reading():
            found = self._db.execute(
                "SELECT vector FROM product WHERE product_id = ?", (product_id,)
            ).fetchone()
        return np.frombuffer(found[0], dtype=np.float16).astype(np.float32) if found else None

    def put(self, entries: Iterable[Entry]) -> list[int]:
        """Add or replace, all or nothing, durable on return. Hands back the rows in order."""
        with self._writing():
            return [self._put(entry) for entry in entries]

    def remove(self, product_id: str) -> int | None:
        """Hands back the row that became free; None when there was no such product."""
        with self._writing():
            row = self._rows.get(product_id)
            if row is not None:
                self._db.execute("DELETE FROM product WHERE row = ?", (row,))
                self._db.execute("DELETE FROM code WHERE row = ?", (row,))
                self._note(row)
                del self._rows[product_id]
            return row

    def rows_with_code(self, code: str) -> list[int]:
        with self._reading():
            found = self._db.execute("SELECT row FROM code WHERE code = ? ORDER BY row", (code,))
            return [row for (row,) in found]

    def changed_since(self, sequence: int) -> list[int]:
        """The rows that were put or removed after `sequence`."""
        with self._reading():
            query = "SELECT DISTINCT row FROM change WHERE sequence > ? ORDER BY row"
            return [row for (row,) in self._db.execute(query, (sequence,))]

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def _uncached(self, row: int) -> Product:
        with self._reading():
            found = self._db.execute("SELECT data FROM product WHERE row = ?", (row,)).fetchone()
        if found is None:
            raise KeyError(row)
        return from_json(found[0])

    def _put(self, entry: Entry) -> int:
        product = entry.product
        values = (
            to_json(product),
            text_hash(entry.text),
            entry.vector.astype(np.float16).tobytes(),
        )
        row = self._rows.get(product.product_id)
        if row is None:
            cursor = self._db.execute(
                "INSERT INTO product (product_id, data, text_hash, vector) VALUES (?, ?, ?, ?)",
                (product.product_id, *values),
            )
            row = self._rows[product.product_id] = int(cursor.lastrowid or 0)
        else:
            self._db.execute(
                "UPDATE product SET data = ?, text_hash = ?, vector = ? WHERE row = ?",
                (*values, row),
            )
            self._db.execute("DELETE FROM code WHERE row = ?", (row,))
        pairs = [(code, row) for code in dict.fromkeys(entry.codes)]
        self._db.executemany("INSERT INTO code (code, row) VALUES (?, ?)", pairs)
        self._note(row)
        return row

    def _note(self, row: int) -> None:
        self._db.execute("INSERT INTO change (row) VALUES (?)", (row,))
        self._cache.pop(row, None)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except sqlite3.DatabaseError as error:
                raise IndexDamaged(
                    f"{self._path} can't be read ({error}); make the index again with "
                    "`storeclerk index`"
                ) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._reading():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                self._rows = self._load_rows()
                raise

    def _load_rows(self) -> dict[str, int]:
        return dict(self._db.execute("SELECT product_id, row FROM product ORDER BY row"))
