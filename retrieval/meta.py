"""What an index folder says of itself: `index.json`. Owns the format's number and the checks.

The file names the *generation*, the subfolder that holds everything else; replacing the file is
what swaps a rebuilt index in, at once and wholly.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from retrieval.errors import IndexDamaged, IndexMissing, IndexStale

FORMAT = 1
META_FILE = "index.json"


@dataclass(frozen=True, slots=True)
class IndexMeta:
    """`language` is the catalogue's own, `stemmer` tantivy's name of the one its words were cut
    with. `encoder` is the version of the one whose vectors are inside; `count` is of the products
    when it was built (`Index.meta` counts those of now)."""

    name: str
    currency: str
    count: int
    encoder: str
    dim: int
    language: str
    stemmer: str
    generation: str
    built: str
    format: int = FORMAT


def save_meta(folder: Path, meta: IndexMeta) -> None:
    """Written aside, forced to disk, then renamed: a crash leaves the old file or the new."""
    aside = folder / f".{META_FILE}.new"
    with aside.open("w", encoding="utf-8") as file:
        json.dump(asdict(meta), file, indent=2, ensure_ascii=False)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(folder / META_FILE)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Force a folder's entries (a rename, a new file) to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def load_meta(folder: Path) -> IndexMeta:
    """Raises `IndexMissing`, `IndexDamaged`, or `IndexStale` for another format."""
    path = folder / META_FILE
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise IndexMissing(
            f"there is no index in {folder}; make one with "
            f"`storeclerk index SOURCE --index {folder}`"
        ) from error
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"{path} can't be read: {error}; make the index again") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise IndexStale(
            f"the index in {folder} has another format than this version reads ({FORMAT}); "
            f"make it again with `storeclerk index SOURCE --index {folder}`"
        )
    try:
        return IndexMeta(**data)
    except TypeError as error:
        raise IndexDamaged(f"{path} lacks or has an odd entry: {error}; make it again") from error


def check_encoder(folder: Path, meta: IndexMeta, version: str, dim: int) -> None:
    """Raises `IndexStale` when the vectors inside come from another encoder."""
    if (meta.encoder, meta.dim) != (version, dim):
        raise IndexStale(
            f"the index in {folder} was made with the encoder {meta.encoder}, not {version}; "
            f"make it again with `storeclerk index SOURCE --index {folder}`"
        )
