"""A server's index follows its folder: a rebuild beside it, another process's change, a damaged
one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from actions.config import PROJECT_ROOT
from actions.index_watch import IndexWatch, watched
from retrieval import Index
from retrieval.builder import build_index
from retrieval.encoder import open_encoder
from retrieval.encoder.base import Encoder
from retrieval.meta import load_meta
from retrieval.query import Language
from retrieval.values import Money, Product, Variant

MODEL = PROJECT_ROOT / "var" / "models" / "minilm"
pytestmark = pytest.mark.skipif(
    not (MODEL / "encoder.json").exists(), reason="no encoder: run make setup"
)


def product(name: str, price: int = 10) -> Product:
    return Product(
        product_id=name,
        title=f"{name.title()} lantern",
        variants=(Variant(f"{name}-1", {}, Money.of(price, "EUR"), stock=1),),
    )


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder(MODEL)


@pytest.fixture
def english() -> Language:
    return Language.load(PROJECT_ROOT / "data" / "languages" / "en")


@pytest.fixture
def served(tmp_path: Path, encoder: Encoder, english: Language) -> Iterator[Index]:
    index = Index.build(
        [product("brass")], tmp_path / "i", encoder=encoder, languages=[english], currency="EUR"
    )
    yield index
    index.close()


async def test_a_rebuild_beside_the_server_is_swapped_in(
    served: Index, tmp_path: Path, encoder: Encoder, english: Language
) -> None:
    refreshed = asyncio.Event()
    loop = asyncio.get_running_loop()
    watch = IndexWatch(served, lambda: loop.call_soon_threadsafe(refreshed.set) and None)
    async with watched(watch, every_s=0.02):
        await asyncio.to_thread(
            build_index,
            [product("tin"), product("oak")],
            tmp_path / "i",
            encoder=encoder,
            language=english,
            currency="EUR",
        )
        await asyncio.wait_for(refreshed.wait(), 30)
    assert [one.product_id for one in served.products()] == ["tin", "oak"]
    assert served.search("oak lantern", k=1).hits[0].product.product_id == "oak"


def test_another_processs_change_is_seen(
    served: Index, tmp_path: Path, encoder: Encoder, english: Language
) -> None:
    calls: list[None] = []
    watch = IndexWatch(served, lambda: calls.append(None))
    assert not watch.look()
    other = Index.open(tmp_path / "i", encoder=encoder, languages=[english])
    other.upsert(product("tin"))
    other.close()
    assert watch.look()
    assert not watch.look()
    assert len(calls) == 1
    assert served.search("tin lantern", k=1).hits[0].product.product_id == "tin"


def test_a_rebuild_that_is_damaged_is_told_and_what_served_goes_on(
    served: Index, tmp_path: Path, encoder: Encoder, english: Language
) -> None:
    folder = tmp_path / "i"
    watch = IndexWatch(served, lambda: None)
    build_index([product("tin")], folder, encoder=encoder, language=english, currency="EUR")
    (folder / load_meta(folder).generation / "products.db").write_bytes(b"x" * 5000)
    served.upsert(product("oak"))  # goes to what serves, and that counts again
    assert [one.product_id for one in served.products()] == ["brass", "oak"]
    assert served.mended

    build_index([product("tin")], folder, encoder=encoder, language=english, currency="EUR")
    assert watch.look()
    assert [one.product_id for one in served.products()] == ["tin"]


def test_an_index_of_another_encoder_is_told_once_and_not_swapped_in(
    served: Index, tmp_path: Path, encoder: Encoder, english: Language
) -> None:
    class Other:
        version, dim = "another", 384
        encode = staticmethod(encoder.encode)

    watch = IndexWatch(served, lambda: None)
    build_index([product("tin")], tmp_path / "i", encoder=Other(), language=english, currency="EUR")
    with capture_logs() as logs:
        assert not watch.look()
        assert not watch.look()
    assert [line["event"] for line in logs] == ["index_not_swapped"]
    assert "storeclerk index" in logs[0]["problem"]
    assert [one.product_id for one in served.products()] == ["brass"]
