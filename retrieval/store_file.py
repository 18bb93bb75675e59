"""What the store's file is made of: tables, rows with their checksums, what SQLite's errors mean.
Owns no connection.

Each row has a checksum, and the file their sum, so that a row that was damaged or lost is noticed.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import IndexBusy, IndexDamaged, IndexNotWritten
from retrieval.product_json import from_json
from retrieval.values import Product

STORE_FILE = "products.db"
SCHEMA = """
CREATE TABLE product (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    product_id TEXT NOT NULL UNIQUE,
    data TEXT NOT NULL,
    text_hash BLOB NOT NULL,
    vector BLOB NOT NULL,
    checksum INTEGER NOT NULL
);
CREATE TABLE code (code TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (code, row)) WITHOUT ROWID;
CREATE INDEX code_row ON code (row);
CREATE TABLE change (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    row INTEGER NOT NULL UNIQUE,
    product_id TEXT NOT NULL
);
CREATE TABLE total (products INTEGER NOT NULL, checksum INTEGER NOT NULL);
INSERT INTO total VALUES (0, 0);
CREATE TRIGGER product_added AFTER INSERT ON product BEGIN
    UPDATE total SET products = products + 1, checksum = checksum + new.checksum;
END;
CREATE TRIGGER product_changed AFTER UPDATE ON product BEGIN
    UPDATE total SET checksum = checksum - old.checksum + new.checksum;
END;
CREATE TRIGGER product_removed AFTER DELETE ON product BEGIN
    UPDATE total SET products = products - 1, checksum = checksum - old.checksum;
END;
"""
SINCE_KEPT = """
CREATE TABLE IF NOT EXISTS derived (sequence INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS past (row INTEGER PRIMARY KEY, data TEXT);
"""
"""Up to which change what is derived is kept beside the file, and what the rows that changed since
held then."""
COLUMNS = "row, product_id, data, text_hash, vector, checksum"
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_UNWRITABLE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR)

Columns: TypeAlias = tuple[int, str, str, bytes, bytes, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A product on its way in. `vector` (D,) float32; `codes` as they are looked up."""

    product: Product
    vector: NDArray[np.float32]
    text: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A row as it lies in the file, found whole. `vector` (D,) float16."""

    row: int
    product: Product
    vector: NDArray[np.float16]
    text_hash: bytes


def text_hash(text: str) -> bytes:
    """Names the text behind a vector, so that a change of price doesn't encode again."""
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Seen:
    """What a row is now, and what it was before; None where there is or was no product."""

    product_id: str
    now: Held | None
    before: Product | None
    same_vector: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """`rows` are those of the entries, in order; `freed` those of the products that went.
    `sequence` is the number of the last change."""

    rows: list[int]
    freed: list[int]
    sequence: int


def checksum_of(row: int, product_id: str, data: str, hashed: bytes, vector: bytes) -> int:
    total = zlib.crc32(f"{row}\n{product_id}\n{data}".encode())
    return zlib.crc32(vector, zlib.crc32(hashed, total))


def check_row(path: Path, columns: Columns) -> None:
    """Raises `IndexDamaged` where a row isn't what was written."""
    row, product_id, data, hashed, vector, checksum = columns
    if checksum != checksum_of(row, product_id, data, hashed, vector):
        raise damaged(path, f"row {row} isn't what was written")


def whole(columns: Columns) -> Held:
    """Of a row that was checked."""
    row, _, data, hashed, vector, _ = columns
    return Held(row, from_json(data), np.frombuffer(vector, dtype=np.float16), hashed)


def connect(path: Path) -> sqlite3.Connection:
    """Raises `IndexDamaged` where there is no store."""
    try:
        return sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    except sqlite3.Error as error:
        raise damaged(path, error) from error


def last_sequence(connection: sqlite3.Connection) -> int:
    """The number of the last change that `connection` sees."""
    query = "SELECT coalesce(max(sequence), 0) FROM change"
    return int(connection.execute(query).fetchone()[0])


def changed_since(connection: sqlite3.Connection, sequence: int) -> dict[int, str]:
    """Rows that were put or removed after `sequence`, and whose they are or were."""
    query = "SELECT row, product_id FROM change WHERE sequence > ? ORDER BY row"
    return dict(connection.execute(query, (sequence,)))


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """SQLite's errors as ours, each with what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _BUSY:
            raise IndexBusy(
                f"another process is writing to {path}; wait until it has ended, or end it, and "
                "try again"
            ) from error
        if code in _UNWRITABLE:
            raise IndexNotWritten(
                f"{path} can't be written ({error}); make room on the disk, or make the folder "
                "writable, and try again"
            ) from error
        raise damaged(path, error) from error


def damaged(path: Path, reason: object) -> IndexDamaged:
    return IndexDamaged(
        f"{path} is damaged ({reason}); make the index again with `storeclerk index SOURCE`"
    )
