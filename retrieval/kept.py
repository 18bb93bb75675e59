"""What was derived from a store, kept beside it so that opening reads instead of deriving again.
Owns the file `derived.bin`: written whole or not at all, and read only where it is whole, of just
this store and made by just this code; else it is as if it weren't there.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import platform
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import IO

from retrieval import keeping
from retrieval.backends.open import read_vectors, suits
from retrieval.derived import Derived
from retrieval.meta import sync_folder
from retrieval.query import Language
from retrieval.store import ProductStore

KEPT_FILE = "derived.bin"
WORTH_KEEPING = 5_000
"""Products: fewer are derived anew within a second."""
MANY = 0.02
"""Of the products: so many changes since take as long to follow as keeping takes."""
_CHECKSUM = struct.Struct("<I")
_BLOCK = 1 << 22
_MADE_WITH = ("faiss-cpu", "numpy", "pyroaring", "symspellpy")


def _code() -> str:
    """Names the code that derives."""
    made = hashlib.blake2b(platform.python_version().encode(), digest_size=16)
    made.update(" ".join(map(version, _MADE_WITH)).encode())
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        made.update(f"\n{path.relative_to(root)}\n".encode())
        made.update(path.read_bytes())
    return made.hexdigest()


CODE = _code()  # as it was loaded: the files may be newer later


def opened(
    folder: Path, store: ProductStore, languages: Sequence[Language], dim: int
) -> tuple[Derived, bool]:
    """What is derived from all that `store` holds, and whether it would be good to `keep` it.
    Raises `IndexDamaged` where a row isn't what was written."""
    with _without_collecting():
        derived = _read(folder, store, languages)
        if derived is None:
            derived = Derived.of(store.every(), len(store), languages, dim)
            changed = len(store)
        else:
            store.check_rows()
            changes = store.past()
            derived.follow(changes)
            changed = len(changes)
    if len(store) >= WORTH_KEEPING:
        _set_apart()
    return derived, len(store) >= WORTH_KEEPING and changed > MANY * len(store)


def keep(
    folder: Path, store: ProductStore, languages: Sequence[Language], derived: Derived
) -> None:
    """`derived` as it is now; nobody may write to `store` meanwhile. Raises `OSError` or what
    `store.keep` raises, and then what was kept before is gone at worst."""
    aside = folder / f".{KEPT_FILE}.new"
    try:
        with aside.open("wb") as file, _without_collecting():
            summed = _Summed(file)
            card = _card(folder, languages, store.sequence)
            summed.write(json.dumps(card).encode() + b"\n")
            keeping.write(_state(derived), summed)
            derived.vectors.write(summed.write)
            file.write(_CHECKSUM.pack(summed.checksum))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(folder / KEPT_FILE)
    finally:
        aside.unlink(missing_ok=True)
    sync_folder(folder)
    store.keep()


def _read(folder: Path, store: ProductStore, languages: Sequence[Language]) -> Derived | None:
    """None where nothing is kept that can be used."""
    path = folder / KEPT_FILE
    try:
        with path.open("rb") as file:
            card = json.loads(file.readline())
            wanted = _card(folder, languages, store.kept())
            if card != wanted or not _is_whole(path):
                return None
            spoken = {language.code: language for language in languages}
            filters, gazetteers, shelf, terms = keeping.read(file, spoken)
            derived = Derived(filters, gazetteers, shelf, terms, read_vectors(file.read))
    except (OSError, ValueError, RuntimeError, keeping.Unreadable):
        return None
    return derived if suits(derived.vectors) else None


def _card(folder: Path, languages: Sequence[Language], sequence: int) -> dict[str, object]:
    """Which store this is of, as of which change, and what made it."""
    return {"generation": folder.name, "sequence": sequence, "made_by": _made_by(languages)}


def _state(derived: Derived) -> tuple[object, ...]:
    """All but the vectors, which FAISS writes itself."""
    return derived.filters, derived.gazetteers, derived.shelf, derived.terms


class _Summed:
    """A file on its way out, with the checksum of what went into it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.checksum = 0

    def write(self, data: bytes) -> int:
        self.checksum = zlib.crc32(data, self.checksum)
        return self._file.write(data)


def _is_whole(path: Path) -> bool:
    left, checksum = path.stat().st_size - _CHECKSUM.size, 0
    if left < 0:
        return False
    with path.open("rb") as file:
        while left:
            block = file.read(min(left, _BLOCK))
            checksum, left = zlib.crc32(block, checksum), left - len(block)
        return file.read() == _CHECKSUM.pack(checksum)


def _made_by(languages: Sequence[Language]) -> str:
    """Names the code and the words that the derived depends on: whoever changes either derives
    anew, and nobody has to remember a number."""
    made = hashlib.blake2b(CODE.encode(), digest_size=16)
    for language in languages:
        made.update(language.code.encode())
        made.update(language.list.model_dump_json().encode())
        made.update("\n".join(sorted(language.ordinary)).encode())
    return made.hexdigest()


def _set_apart() -> None:
    """What is there now stays, and looking through it for garbage whenever some thousand objects
    came would stop every search for as long as that takes.
    What was set apart with an index that has gone since is looked through once more."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Millions of objects come and none goes: looking for garbage among them takes half the
    time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
