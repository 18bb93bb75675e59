"""Indexes of the suites' catalogues, built once a session with what is shipped."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.catalog import Mapping, read_products
from retrieval.encoder import export_encoder, open_encoder
from retrieval.index import Index
from retrieval.query import Language

PROJECT = Path(__file__).parents[2]
DATASETS = Path(os.environ.get("STORECLERK_DATASETS", PROJECT.parent / "shared" / "datasets"))
SOURCES = {
    "sample": PROJECT / "data" / "catalog" / "products.jsonl",
    "icecat": DATASETS / "icecat" / "products.jsonl.gz",
    "retail_demo_store": DATASETS / "retail_demo_store" / "products.jsonl",
}


@pytest.fixture(scope="session")
def index_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Index]:
    """The index of a catalogue by its suite's name. Skips, by name, where the data isn't there."""
    made: dict[str, Index] = {}

    def build(name: str) -> Index:
        source = SOURCES[name]
        if not source.is_file():
            pytest.skip(f"{name}: {source.name} isn't in STORECLERK_DATASETS")
        if name not in made:
            made[name] = _build(name, source, tmp_path_factory.mktemp(name) / "index")
        return made[name]

    return build


def _build(name: str, source: Path, folder: Path) -> Index:
    own = PROJECT / "data" / "mappings" / f"{name}.toml"
    mapping = Mapping.load(own) if own.is_file() else None
    reader = read_products(source, mapping=mapping, format=None, skip_bad=True, currency="EUR")
    products = list(reader)
    model = PROJECT / "var" / "models" / "minilm"
    export_encoder(model)
    return Index.build(
        products,
        folder,
        encoder=open_encoder(model, threads=os.cpu_count() or 1),
        languages=[Language.load(PROJECT / "data" / "languages" / "en")],
        currency=reader.currency,
        name=name,
    )
