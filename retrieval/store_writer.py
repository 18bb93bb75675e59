"""Changes to the store's file, a transaction each: rows put and removed, each change numbered, and
what a row held before. Owns the writing connection; sees at once what it wrote."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from retrieval.product_json import to_json
from retrieval.store_file import (
    COLUMNS,
    SCHEMA,
    SINCE_KEPT,
    Entry,
    Written,
    changed_since,
    checksum_of,
    last_sequence,
    telling,
    text_hash,
)

WAL_BYTES = 8_000_000  # of changes beside the file, before they are moved into it


class StoreWriter:
    """For one thread at a time."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def prepare(self, *, create: bool) -> None:
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        if create:
            self._connection.executescript(SCHEMA)
        self._connection.executescript(SINCE_KEPT)

    def write(self, entries: Iterable[Entry], removed: Iterable[str], noted: bool) -> Written:
        """All or nothing, durable on return. Raises `IndexBusy`, `IndexNotWritten` or
        `IndexDamaged`, and then nothing was changed."""
        with self._transaction():
            rows = [self._put(entry, noted) for entry in entries]
            freed = [row for one in removed if (row := self._remove(one)) is not None]
            return Written(rows, freed, self.last_sequence())

    def keep(self, sequence: int) -> None:
        """What was derived up to `sequence` is kept: remember what rows held then."""
        with self._transaction():
            self._connection.execute("DELETE FROM past")
            self._connection.execute("DELETE FROM derived")
            self._connection.execute("INSERT INTO derived VALUES (?)", (sequence,))

    def last_sequence(self) -> int:
        return last_sequence(self._connection)

    def changed_since(self, sequence: int) -> dict[int, str]:
        return changed_since(self._connection, sequence)

    def move_log(self) -> None:
        """Move a log that has grown long into the file; only where nobody reads can it be."""
        log = self._path.with_name(f"{self._path.name}-wal")
        if log.exists() and log.stat().st_size > WAL_BYTES:
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        self._connection.close()

    def _put(self, entry: Entry, noted: bool) -> int:
        product_id = entry.product.product_id
        data, hashed = to_json(entry.product), text_hash(entry.text)
        vector = entry.vector.astype(np.float16).tobytes()
        held = self._row_of(product_id)
        row = self._next_row() if held is None else held
        if noted:
            self._note(row, product_id)
        values = (product_id, data, hashed, vector)
        checksum = checksum_of(row, *values)
        if held is None:
            self._connection.execute(
                f"INSERT INTO product ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
                (row, *values, checksum),
            )
        else:
            self._connection.execute(
                "UPDATE product SET data = ?, text_hash = ?, vector = ?, checksum = ? "
                "WHERE row = ?",
                (*values[1:], checksum, row),
            )
            self._connection.execute("DELETE FROM code WHERE row = ?", (row,))
        pairs = [(code, row) for code in dict.fromkeys(entry.codes)]
        self._connection.executemany("INSERT INTO code (code, row) VALUES (?, ?)", pairs)
        return row

    def _remove(self, product_id: str) -> int | None:
        row = self._row_of(product_id)
        if row is not None:
            self._note(row, product_id)
            self._connection.execute("DELETE FROM product WHERE row = ?", (row,))
            self._connection.execute("DELETE FROM code WHERE row = ?", (row,))
        return row

    def _row_of(self, product_id: str) -> int | None:
        query = "SELECT row FROM product WHERE product_id = ?"
        found = self._connection.execute(query, (product_id,)).fetchone()
        return int(found[0]) if found else None

    def _next_row(self) -> int:
        """Higher than any row ever given."""
        query = "SELECT seq FROM sqlite_sequence WHERE name = 'product'"
        found = self._connection.execute(query).fetchone()
        return int(found[0]) + 1 if found else 1

    def _note(self, row: int, product_id: str) -> None:
        """That the row is about to change; what it held when what is derived was kept stays."""
        self._connection.execute(
            "INSERT OR REPLACE INTO change (row, product_id) VALUES (?, ?)", (row, product_id)
        )
        self._connection.execute(
            "INSERT OR IGNORE INTO past (row, data) "
            "SELECT ?, (SELECT data FROM product WHERE row = ?) FROM derived",
            (row, row),
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with telling(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
