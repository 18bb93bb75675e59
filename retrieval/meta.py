"""What an index folder says of itself: `index.json`, and a card in each generation. Owns the
format's number, the card's checksum and the checks.

`index.json` names the *generation*, the subfolder that holds everything else; replacing the file is
what swaps a rebuilt index in, at once and wholly. Each generation holds the same card, so that a
lost or broken `index.json` is made again from the newest whole one.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import IndexDamaged, IndexMissing, IndexStale

FORMAT = 2
META_FILE = "index.json"
CARD_FILE = "card.json"
GENERATION_PREFIX = "generation-"
BUILDING = "building the index in"  # what the lock on the folder is for
CHANGING = "changing the index in"  # what the lock on a generation is for


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
    """Make `meta` what counts in `folder`."""
    _save_card(folder / META_FILE, meta)


def save_card(folder: Path, meta: IndexMeta) -> None:
    """Leave `meta` inside the generation that it names."""
    _save_card(folder / meta.generation / CARD_FILE, meta)


def write_json(path: Path, data: object, *, durable: bool = True) -> None:
    """Written aside, forced to disk, then renamed: a crash leaves the old file or the new. What is
    not `durable` may be lost with the power."""
    aside = path.with_name(f".{path.name}.new")
    with aside.open("w", encoding="utf-8") as file:
        json.dump(data, file, indent=2, ensure_ascii=False)
        file.write("\n")
        if durable:
            file.flush()
            os.fsync(file.fileno())
    aside.replace(path)
    if durable:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Force a folder's entries (a rename, a new file) to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def load_meta(folder: Path) -> IndexMeta:
    """What counts in `folder`: what `index.json` says, or where that can't be read, the newest
    whole card. Raises `IndexMissing`, `IndexDamaged`, or `IndexStale` for another format."""
    try:
        return _load_card(folder / META_FILE)
    except FileNotFoundError as error:
        missing = IndexMissing(
            f"there is no index in {folder}; make one with "
            f"`storeclerk index SOURCE --index {folder}`"
        )
        return _newest(folder, missing, error)
    except IndexDamaged as error:
        return _newest(folder, error, error.__cause__)


def built_at(folder: Path, meta: IndexMeta) -> float:
    """When the catalogue was read, in seconds since 1970; mending an index doesn't move it."""
    return (folder / meta.generation / CARD_FILE).stat().st_mtime


def is_named(folder: Path, meta: IndexMeta) -> bool:
    """Whether `index.json` itself says that `meta` counts."""
    try:
        return _load_card(folder / META_FILE) == meta
    except (FileNotFoundError, IndexDamaged, IndexStale):
        return False


def generations(folder: Path) -> list[Path]:
    """Their subfolders, whole or not."""
    return sorted(folder.glob(f"{GENERATION_PREFIX}*"))


def cards(folder: Path) -> Iterator[IndexMeta]:
    """Of the generations that are whole as far as their cards tell, the newest first."""
    whole = []
    for path in folder.glob(f"{GENERATION_PREFIX}*/{CARD_FILE}"):
        try:
            card = _load_card(path)
        except (OSError, IndexDamaged, IndexStale):
            continue
        if card.generation == path.parent.name:
            whole.append((card.built, path.stat().st_mtime_ns, card))
    yield from (card for *_, card in sorted(whole, key=lambda held: held[:2], reverse=True))


def check_encoder(folder: Path, meta: IndexMeta, version: str, dim: int) -> None:
    """Raises `IndexStale` when the vectors inside come from another encoder."""
    if (meta.encoder, meta.dim) != (version, dim):
        raise IndexStale(
            f"the index in {folder} was made with the encoder {meta.encoder}, not {version}; "
            f"make it again with `storeclerk index SOURCE --index {folder}`"
        )


def _save_card(path: Path, meta: IndexMeta) -> None:
    data = asdict(meta)
    write_json(path, data | {"checksum": _checksum(data)})


def _load_card(path: Path) -> IndexMeta:
    again = f"make it again with `storeclerk index SOURCE --index {path.parent}`"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"{path} can't be read: {error}; {again}") from error
    if not isinstance(data, dict):
        raise IndexDamaged(f"{path} holds no card; {again}")
    if data.get("format") != FORMAT:
        raise IndexStale(
            f"the index in {path.parent} has another format than this version reads ({FORMAT}); "
            f"{again}"
        )
    if data.pop("checksum", None) != _checksum(data):
        raise IndexDamaged(f"{path} has been changed or cut short; {again}")
    try:
        return IndexMeta(**data)
    except TypeError as error:
        raise IndexDamaged(f"{path} lacks or has an odd entry: {error}; {again}") from error


def _checksum(data: dict[str, Any]) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return f"{zlib.crc32(text.encode()):08x}"


def _newest(
    folder: Path, failure: IndexMissing | IndexDamaged, cause: BaseException | None
) -> IndexMeta:
    """Raises `failure` where no card is whole."""
    for card in cards(folder):
        return card
    raise failure from cause
