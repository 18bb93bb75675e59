"""Makes the index that `up` serves. Owns no decision whether."""

from __future__ import annotations

from collections.abc import Callable

from actions.config import Config
from actions.supervisor.catalogue import Source
from retrieval.builder import build_index
from retrieval.catalog import Mapping, read_products
from retrieval.encoder import open_encoder
from retrieval.query import Language

Progress = Callable[[int, int], None]


def make_index(source: Source, config: Config, progress: Progress) -> int:
    """How many products it holds. Raises `BadCatalogue` with line and column; nothing changes."""
    reader = read_products(
        source.catalogue,
        mapping=Mapping.load(source.mapping) if source.mapping else None,
        currency=config.shop.currency,
    )
    products = list(reader)
    meta = build_index(
        products,
        source.index,
        encoder=open_encoder(config.path("encoder"), config.server.encoder_device),
        language=Language.load(config.languages_dir / config.shop.language),
        currency=reader.currency,
        name=source.name,
        progress=progress,
    )
    return meta.count
