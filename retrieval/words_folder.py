"""The words of a generation on disk: up to which change they are, whether they are whole, and made
again from the store where they aren't. Owns no searching."""

from __future__ import annotations

import json
import shutil
import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from retrieval.backends.lexical import TantivyWords
from retrieval.document import Document, document
from retrieval.errors import IndexDamaged, IndexNotWritten
from retrieval.meta import write_json
from retrieval.store import ProductStore

WORDS_FOLDER = "words"
WORDS_STATE = "words.json"
META = "meta.json"  # tantivy's own list of what counts
_FOOTER = struct.Struct("<II")  # a file of tantivy's ends in its checksum's length and this number
_MAGIC = 1337


class WordsFolder:
    """The words in `generation`, in step with `store`. Whoever makes or changes one holds the
    generation's lock. `mended` says why the words had to be made again; empty when they hadn't."""

    def __init__(self, generation: Path, store: ProductStore, stemmer: str) -> None:
        self._generation = generation
        self._store = store
        self._stemmer = stemmer
        self.mended = ""
        self.words = self._open()

    def change(self, put: Iterable[tuple[int, Document]], removed: Iterable[int]) -> None:
        """On disk on return, seen by searches from `words.reload` on. Raises `IndexNotWritten`."""
        gone = list(removed)
        try:
            self.words.add(put)
            if gone:
                self.words.remove(gone)
            self.words.flush()
            self.words.close()
        except ValueError as error:  # tantivy's own for whatever the disk says
            self.words.abandon()
            raise IndexNotWritten(
                f"the words in {self._generation} can't be written ({error}); make room on the "
                "disk, or make the folder writable, and try again"
            ) from error

    def note(self, sequence: int, *, durable: bool = True) -> None:
        """The words are up to that change of the store. A note that is lost costs telling the
        words once more what they know."""
        write_json(self._generation / WORDS_STATE, {"sequence": sequence}, durable=durable)

    def catch_up(self) -> bool:
        """With what the store sees, where a process died, or the disk was full, between the
        store's commit and ours. False when there was nothing."""
        behind = self._store.changed_since(load_words_state(self._generation))
        if not behind:
            return False
        there = [row for row, one in behind.items() if self._store.row_of(one) == row]
        self.change(
            ((row, document(self._store.get(row))) for row in there),
            sorted(set(behind).difference(there)),
        )
        self.note(self._store.sequence)
        return True

    def _open(self) -> TantivyWords:
        try:
            return self._as_it_is()
        except (IndexDamaged, IndexNotWritten) as error:
            self.mended = str(error)
        except ValueError as error:  # tantivy's own, whatever is wrong with its files
            self.mended = f"the words in {self._generation} can't be read ({error})"
        return self._anew()

    def _as_it_is(self) -> TantivyWords:
        folder = self._generation / WORDS_FOLDER
        if load_words_state(self._generation) < 0:
            raise IndexDamaged(f"{self._generation / WORDS_STATE} is missing or can't be read")
        _sweep(folder)
        check_words(folder)
        self.words = TantivyWords(folder, self._stemmer)
        self.catch_up()
        self.words.reload()
        if len(self.words) != len(self._store):
            raise IndexDamaged(
                f"the words in {folder} hold {len(self.words)} products of {len(self._store)}"
            )
        return self.words

    def _anew(self) -> TantivyWords:
        folder = self._generation / WORDS_FOLDER
        shutil.rmtree(folder, ignore_errors=True)
        self.words = TantivyWords(folder, self._stemmer)
        self.change(((held.row, document(held.product)) for held in self._store.every()), ())
        self.words.reload()
        self.note(self._store.sequence)
        return self.words


def load_words_state(generation: Path) -> int:
    """-1 where nothing can be said: then every row is behind."""
    try:
        state = json.loads((generation / WORDS_STATE).read_text(encoding="utf-8"))
        return int(state["sequence"])
    except (OSError, ValueError, KeyError, TypeError):
        return -1


def check_words(folder: Path) -> None:
    """Each file that counts, against the checksum that tantivy wrote at its end. Raises
    `IndexDamaged`."""
    for path in _counting(folder):
        if not _is_whole(path):
            raise IndexDamaged(f"{path} is damaged")


def _sweep(folder: Path) -> None:
    """Remove what a commit that died left behind: its names are given out again, and tantivy
    won't write to a file that is there."""
    counting = set(_counting(folder))
    for path in folder.iterdir():
        if path not in counting and path.name != META and not path.name.startswith("."):
            path.unlink()


def _counting(folder: Path) -> list[Path]:
    """The files of the segments that tantivy's own list names. Raises `IndexDamaged`."""
    try:
        listed = json.loads((folder / META).read_text(encoding="utf-8"))["segments"]
        deletes = {
            part["segment_id"].replace("-", ""): (part["deletes"] or {}).get("opstamp")
            for part in listed
        }
        files = sorted(folder.iterdir())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged(f"the words in {folder} can't be read ({error!r})") from error
    return [path for path in files if _counts(path.name, deletes)]


def _counts(name: str, deletes: Mapping[str, int | None]) -> bool:
    """`<segment>.<part>`, or `<segment>.<opstamp>.del` of the last deletions."""
    segment, _, rest = name.partition(".")
    if segment not in deletes:
        return False
    return not rest.endswith("del") or rest == f"{deletes[segment]}.del"


def _is_whole(path: Path) -> bool:
    data = path.read_bytes()
    if len(data) < _FOOTER.size:
        return False
    length, magic = _FOOTER.unpack_from(data, len(data) - _FOOTER.size)
    end = len(data) - _FOOTER.size - length
    if magic != _MAGIC or end < 0:
        return False
    try:
        told = json.loads(data[end : end + length])["crc"]
    except (ValueError, KeyError, TypeError):
        return False
    return bool(zlib.crc32(memoryview(data)[:end]) == told)
