"""Makes the index that `up` serves. Owns no decision whether."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actions.config import Config
from actions.supervisor.catalogue import Source
from retrieval.builder import build_index
from retrieval.catalog import COMMON, Mapping, attribute_names, read_products
from retrieval.encoder import open_encoder
from retrieval.query import Language

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Indexed:
    """How many products, and which of their columns customers see and which they don't."""

    count: int
    shown: tuple[str, ...]
    left_out: tuple[str, ...]


def make_index(source: Source, config: Config, progress: Progress) -> Indexed:
    """Raises `BadCatalogue` with line and column; nothing changes."""
    mapping = Mapping.load(source.mapping) if source.mapping else COMMON
    reader = read_products(
        source.catalogue,
        mapping=mapping.showing(source.shown),
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
    return Indexed(meta.count, attribute_names(products), reader.left_out)
