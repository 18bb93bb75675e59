"""The index `up` serves: the sample shop's, or that of a catalogue given on the command line.

Owns when it has to be made. An index is made whole or not at all, so a broken line changes
nothing; and one that somebody made with `storeclerk index` is never overwritten from here."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from actions.config import Config
from actions.settings import SAMPLE_INDEX
from retrieval.encoder import encoder_info
from retrieval.errors import IndexDamaged, IndexMissing, IndexStale
from retrieval.meta import META_FILE, built_at, check_encoder, load_meta


@dataclass(frozen=True, slots=True)
class Source:
    """`index` is where the index of `catalogue` lies; `name` is what it says of itself; `shown`
    are columns that customers see although they look internal."""

    catalogue: Path
    index: Path
    name: str
    mapping: Path | None = None
    shown: tuple[str, ...] = ()


def sample_source(config: Config) -> Source:
    catalogue = config.root / "data" / "catalog" / "products.jsonl"
    return Source(catalogue, config.path("index"), SAMPLE_INDEX)


def given_source(
    config: Config, catalogue: Path, mapping: Path | None, shown: tuple[str, ...] = ()
) -> Source:
    """Each catalogue has an index of its own, so that trying one leaves the others as they are."""
    resolved = catalogue.resolve()
    told = f"{resolved}|{mapping.resolve() if mapping else ''}"
    told += "".join(f"|{name}" for name in sorted(shown))
    name = f"{catalogue.name.split('.')[0]}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"
    return Source(resolved, config.root / "var" / "indexes" / name, name, mapping, shown)


def why_stale(source: Source, config: Config) -> str | None:
    """What makes a new index necessary, in a few words; None when the one there will do.

    Raises `IndexStale` or `IndexDamaged` for an index that is not ours to make again.
    """
    encoder = encoder_info(config.path("encoder"))
    try:
        meta = load_meta(source.index)
        check_encoder(source.index, meta, encoder.version, encoder.dim)
    except IndexMissing:
        return "there is none yet"
    except IndexStale:
        if not is_ours(source):
            raise
        return "the one there was made by another version"
    except IndexDamaged as error:
        if not is_ours(source):
            raise _not_ours(source, error) from error
        return "the one there can't be read"
    built = built_at(source.index, meta)
    newest = max(path.stat().st_mtime for path in (source.catalogue, source.mapping) if path)
    changed = meta.name == source.name and newest > built
    return "the catalogue has changed" if changed else None


def is_ours(source: Source) -> bool:
    """Whether `up` made the index there, as far as its card still tells; when in doubt, no."""
    try:
        card = json.loads((source.index / META_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(card, dict) and card.get("name") == source.name


def _not_ours(source: Source, error: IndexDamaged) -> IndexDamaged:
    return IndexDamaged(
        f"{error} (or remove {source.index}, and {source.catalogue.name} is indexed there anew)"
    )


def serving(config: Config, source: Source) -> Config:
    return replace(config, server=replace(config.server, index=str(source.index)))
