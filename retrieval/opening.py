"""Which generation of a folder serves. Owns falling back on an older one where the newest is
damaged, mending `index.json`, and tidying up what no longer counts.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from retrieval.encoder import Encoder
from retrieval.errors import IndexBusy, IndexDamaged
from retrieval.generation import Generation
from retrieval.locks import FolderLock
from retrieval.meta import (
    BUILDING,
    META_FILE,
    IndexMeta,
    cards,
    check_encoder,
    generations,
    is_named,
    load_meta,
    save_meta,
)
from retrieval.query import Language


def open_newest(
    folder: Path,
    encoder: Encoder,
    languages: Sequence[Language],
    held: Generation | None = None,
) -> tuple[Generation, list[str]]:
    """The newest generation that is whole, and what was found damaged on the way. `held` is one
    that is open already, not to be opened twice. Raises `IndexMissing`, `IndexStale`,
    `IndexDamaged` or `IndexBusy`."""
    meta = load_meta(folder)
    check_encoder(folder, meta, encoder.version, encoder.dim)
    mended = [] if is_named(folder, meta) else [f"{folder / META_FILE} couldn't be read"]
    failures: dict[str, IndexDamaged] = {}
    for one in _candidates(folder, meta, encoder):
        try:
            generation = _opened(folder, one, encoder, languages, held)
        except IndexDamaged as error:
            if load_meta(folder) != meta:  # rebuilt and tidied up while we looked
                return open_newest(folder, encoder, languages, held)
            failures[one.generation] = error
            continue
        mended += [
            f"{error}; until then the index from before serves" for error in failures.values()
        ]
        mended += [generation.mended] if generation.mended and generation is not held else []
        _settle(folder, one, failures)
        return generation, mended
    raise next(iter(failures.values()))


def _opened(
    folder: Path,
    meta: IndexMeta,
    encoder: Encoder,
    languages: Sequence[Language],
    held: Generation | None,
) -> Generation:
    if held is not None and held.meta.generation == meta.generation:
        return held
    own_first = sorted(languages, key=lambda spoken: spoken.code != meta.language)
    return Generation(folder, meta, encoder, own_first)


def _candidates(folder: Path, meta: IndexMeta, encoder: Encoder) -> Iterator[IndexMeta]:
    """What counts, then what is still there from before."""
    yield meta
    for card in cards(folder):
        fits = (card.encoder, card.dim) == (encoder.version, encoder.dim)
        if fits and card.generation != meta.generation:
            yield card


def _settle(folder: Path, meta: IndexMeta, damaged: Collection[str]) -> None:
    """`meta` has been opened and is whole: let it be what counts, and the rest go. Left to the
    next opening while somebody builds, or where the folder can't be written."""
    if is_named(folder, meta) and [path.name for path in generations(folder)] == [meta.generation]:
        return
    try:
        with FolderLock(folder, BUILDING).held(0):
            if load_meta(folder).generation not in (meta.generation, *damaged):
                return
            if not is_named(folder, meta):
                save_meta(folder, meta)
            for path in generations(folder):
                if path.name != meta.generation:
                    shutil.rmtree(path, ignore_errors=True)
    except (IndexBusy, PermissionError):
        return
