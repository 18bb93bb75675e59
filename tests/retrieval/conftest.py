"""What retrieval's tests share: one encoder, exported once into the project's own place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_goods import sample_products
from small_shop import shop

from retrieval import kept
from retrieval.builder import build_index
from retrieval.encoder import Encoder, export_encoder, open_encoder
from retrieval.index import Index
from retrieval.query import Language
from retrieval.rank import Ranker

PROJECT = Path(__file__).parents[2]
SHIPPED = Ranker.load(PROJECT / "data" / "models" / "ranker" / "ranker.json")
MODEL_DIR = PROJECT / "var" / "models" / "minilm"


@pytest.fixture(scope="session")
def model_dir() -> Path:
    export_encoder(MODEL_DIR)
    return MODEL_DIR


@pytest.fixture(scope="session")
def encoder(model_dir: Path) -> Encoder:
    return open_encoder(model_dir)


@pytest.fixture(scope="session")
def english() -> Language:
    return Language.load(PROJECT / "data" / "languages" / "en")


@pytest.fixture
def small_ones_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is derived is kept for indexes of any size, and followed until half has changed."""
    monkeypatch.setattr(kept, "WORTH_KEEPING", 1)
    monkeypatch.setattr(kept, "MANY", 0.5)
    monkeypatch.setattr(kept, "KEPT_FILE", kept.KEPT_FILE)


@pytest.fixture(scope="session")
def shop_folder(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, english: Language
) -> Path:
    """The small shop's index on disk. Read it; to change one, copy the folder."""
    folder = tmp_path_factory.mktemp("shop") / "index"
    build_index(shop(), folder, encoder=encoder, language=english, currency="EUR", name="small")
    return folder


@pytest.fixture(scope="session")
def index(shop_folder: Path, encoder: Encoder, english: Language) -> Iterator[Index]:
    """The small shop, open for reading."""
    opened = Index.open(shop_folder, encoder=encoder, languages=[english], ranker=SHIPPED)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sample_index(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, english: Language
) -> Iterator[Index]:
    """Part of the sample shop, open for reading."""
    folder = tmp_path_factory.mktemp("sample") / "index"
    products = sample_products()
    opened = Index.build(
        products,
        folder,
        encoder=encoder,
        languages=[english],
        currency="EUR",
        name="sample",
        ranker=SHIPPED,
    )
    yield opened
    opened.close()


@pytest.fixture
def own_index(
    shop_folder: Path, tmp_path: Path, encoder: Encoder, english: Language
) -> Iterator[Index]:
    """A copy of the small shop that a test may change."""
    folder = tmp_path / "own"
    shutil.copytree(shop_folder, folder)
    opened = Index.open(folder, encoder=encoder, languages=[english], ranker=SHIPPED)
    yield opened
    opened.close()
