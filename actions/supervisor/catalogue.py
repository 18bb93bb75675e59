"""The index `up` serves: the sample shop's, or that of a catalogue given on the command line.

Owns when it has to be made. An index is made whole or not at all, so a broken line changes
nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from actions.config import Config
from retrieval import Index
from retrieval.catalog import Mapping, read_products
from retrieval.encoder import open_encoder
from retrieval.errors import IndexDamaged, IndexMissing, IndexStale
from retrieval.meta import check_encoder, load_meta
from retrieval.query import Language

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """`index` is where the index of `catalogue` lies."""

    catalogue: Path
    index: Path
    mapping: Path | None = None


def sample_source(config: Config) -> Source:
    return Source(config.root / "data" / "catalog" / "products.jsonl", config.path("index"))


def given_source(config: Config, catalogue: Path, mapping: Path | None) -> Source:
    """Each catalogue has an index of its own, so that trying one leaves the others as they are."""
    resolved = catalogue.resolve()
    told = f"{resolved}|{mapping.resolve() if mapping else ''}"
    name = f"{catalogue.name.split('.')[0]}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"
    return Source(resolved, config.root / "var" / "indexes" / name, mapping)


def why_stale(source: Source, config: Config) -> str | None:
    """What makes a new index necessary, in a few words; None when the one there will do."""
    encoder = open_encoder(config.path("encoder"))
    try:
        check_encoder(source.index, load_meta(source.index), encoder.version, encoder.dim)
    except IndexMissing:
        return "there is none yet"
    except (IndexStale, IndexDamaged):
        return "the one there is of another version"
    built = (source.index / "index.json").stat().st_mtime
    newest = max(path.stat().st_mtime for path in (source.catalogue, source.mapping) if path)
    return "the catalogue has changed" if newest > built else None


def build_index(source: Source, config: Config, progress: Progress) -> int:
    """How many products it holds. Raises `BadCatalogue` with line and column; nothing changes."""
    languages = load_languages(config)
    reader = read_products(
        source.catalogue,
        mapping=Mapping.load(source.mapping) if source.mapping else None,
        currency=config.shop.currency,
    )
    products = list(reader)
    index = Index.build(
        products,
        source.index,
        encoder=open_encoder(config.path("encoder")),
        languages=languages,
        currency=reader.currency,
        progress=progress,
    )
    return index.meta.count


def load_languages(config: Config) -> list[Language]:
    """The shop's own first: it is the catalogue's."""
    folders = {path.parent.name: path.parent for path in config.languages_dir.glob("*/query.toml")}
    ordered = sorted(folders, key=lambda code: (code != config.shop.language, code))
    return [Language.load(folders[code]) for code in ordered]


def serving(config: Config, source: Source) -> Config:
    return replace(config, server=replace(config.server, index=str(source.index)))
