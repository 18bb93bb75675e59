"""Changing, rebuilding and searching an index at once, from several threads and several processes'
worth of open indexes."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hash_encoder import HashEncoder
from small_shop import shop, thing

from retrieval import store_writer
from retrieval.backends.lexical import TantivyWords
from retrieval.builder import build_index
from retrieval.changes import Put, Remove
from retrieval.encoder import Progress
from retrieval.errors import IndexDamaged, IndexNotWritten
from retrieval.index import Index
from retrieval.query import Language
from retrieval.values import Money, Product


class Counting(HashEncoder):
    """Tells what it was given, and does `meanwhile` while it encodes."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def encode(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        self.texts += texts
        self.meanwhile()
        return super().encode(texts, progress=progress)


@pytest.fixture
def encoder() -> Counting:
    return Counting()


@pytest.fixture
def folder(tmp_path: Path, encoder: Counting, english: Language) -> Path:
    build_index(shop(), tmp_path / "own", encoder=encoder, language=english, currency="EUR")
    encoder.texts.clear()
    return tmp_path / "own"


@pytest.fixture
def opened(folder: Path, encoder: Counting, english: Language) -> Iterator[Callable[[], Index]]:
    """Each call opens the folder once more, as another process would."""
    indexes: list[Index] = []

    def again() -> Index:
        indexes.append(Index.open(folder, encoder=encoder, languages=[english]))
        return indexes[-1]

    yield again
    for index in indexes:
        index.close()


def priced(product: Product, price: float) -> Product:
    variants = tuple(replace(v, price=Money.of(price, "EUR")) for v in product.variants)
    return replace(product, variants=variants)


def ids(index: Index) -> set[str]:
    return {product.product_id for product in index.products()}


def words_files(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("generation-*/words/*")}


def test_many_changes_are_made_at_once(opened: Callable[[], Index], encoder: Counting) -> None:
    index = opened()
    kettle = priced(shop()[6], 12)
    told = index.apply(
        [
            Put(thing("sledge", "Ashwood Sledge")),
            Put(thing("sledge", "Birchwood Sledge")),
            Put(kettle),
            Remove("lamp"),
            Remove("nothing"),
        ]
    )
    assert told == {"sledge": False, "kettle": True, "lamp": True, "nothing": False}
    assert len(encoder.texts) == 1  # of two titles for one sledge the last
    assert [name for name, _ in index.baseline("bm25", "birchwood", 5)] == ["sledge"]
    assert index.baseline("bm25", "ashwood", 5) == []
    assert index.product("kettle") == kettle
    assert index.product("lamp") is None


def test_a_batch_that_fails_changes_nothing(
    opened: Callable[[], Index], monkeypatch: pytest.MonkeyPatch
) -> None:
    index, written = opened(), store_writer.to_json

    def broken(product: Product) -> str:
        if product.product_id == "two":
            raise ValueError("no such letter")
        return written(product)

    monkeypatch.setattr(store_writer, "to_json", broken)
    with pytest.raises(ValueError, match="no such letter"):
        index.apply([Put(thing("one", "Anvil")), Remove("lamp"), Put(thing("two", "Bellows"))])
    monkeypatch.undo()
    assert list(index.products()) == shop()
    index.upsert(thing("two", "Bellows"))
    assert ids(index) == {product.product_id for product in shop()} | {"two"}


def test_words_that_could_not_be_written_follow_with_the_next_change(
    opened: Callable[[], Index], monkeypatch: pytest.MonkeyPatch
) -> None:
    index = opened()

    def full(words: TantivyWords) -> None:
        raise ValueError("No space left on device")

    monkeypatch.setattr(TantivyWords, "flush", full)
    with pytest.raises(IndexNotWritten, match="make room"):
        index.apply([Put(thing("sledge", "Ashwood Sledge")), Remove("lamp")])
    monkeypatch.undo()
    index.upsert(priced(shop()[6], 12))
    for one in (index, opened()):
        assert [name for name, _ in one.baseline("bm25", "ashwood", 5)] == ["sledge"]
        assert one.baseline("bm25", "brass", 5) == []
        assert len(one.baseline("vectors", "ashwood", 99)) == len(shop())
        assert one.mended == ()


def test_price_and_stock_change_without_encoding_and_without_touching_the_words(
    opened: Callable[[], Index], folder: Path, encoder: Counting
) -> None:
    index = opened()
    before = words_files(folder)
    index.apply([Put(priced(product, 3)) for product in shop()])
    assert encoder.texts == []
    assert words_files(folder) == before
    assert len(index.search("", k=50).hits) == len(shop())
    assert all(hit.variant.price == Money.of(3, "EUR") for hit in index.search("", k=50).hits)


def test_two_writers_take_turns_and_each_sees_what_the_other_did(
    opened: Callable[[], Index],
) -> None:
    one, other = opened(), opened()
    for number in range(6):
        one.upsert(thing(f"a{number}", f"Anvil {number}"))
        other.upsert(thing(f"b{number}", f"Bellows {number}"))
        other.remove(f"a{number - 1}")
    one.upsert(thing("b0", "Bellows of Oak"))
    assert other.refresh()
    assert not other.refresh()
    one.refresh()
    expected = {product.product_id for product in shop()}
    expected |= {f"b{number}" for number in range(6)} | {"a5"}
    for index in (one, other, opened()):
        assert ids(index) == expected
        assert [name for name, _ in index.baseline("bm25", "oak", 5)] == ["b0"]
        assert {name for name, _ in index.baseline("bm25", "anvil", 9)} == {"a5"}
        assert len(index.baseline("vectors", "anvil", 99)) == len(expected)


def test_a_change_made_while_it_is_rebuilt_is_in_the_new_index(
    opened: Callable[[], Index], folder: Path, encoder: Counting, english: Language
) -> None:
    server, build = opened(), Counting()

    def meanwhile() -> None:
        if "sledge" not in ids(server):
            server.upsert(thing("sledge", "Ashwood Sledge"))
            server.upsert(priced(shop()[6], 12))
            server.remove("lamp")
            server.remove("teapot")
            server.upsert(shop()[8])

    build.meanwhile = meanwhile
    catalogue = [*shop(), thing("anvil", "Forged Anvil")]
    build_index(catalogue, folder, encoder=build, language=english, currency="EUR")
    assert "anvil" not in ids(server)
    server.upsert(thing("bellows", "Leather Bellows"))  # goes to what counts now
    for index in (server, opened()):
        assert ids(index) == {p.product_id for p in catalogue} - {"lamp"} | {"sledge", "bellows"}
        assert index.product("kettle") == priced(shop()[6], 12)
        assert index.product("teapot") == shop()[8]
        assert index.baseline("bm25", "brass", 5) == []
        assert [name for name, _ in index.baseline("bm25", "ashwood", 5)] == ["sledge"]


def test_a_rebuild_encodes_only_texts_that_are_new(
    opened: Callable[[], Index], folder: Path, encoder: Counting, english: Language
) -> None:
    before = opened().baseline("vectors", "rain jacket", 99)
    catalogue = [*(priced(product, 9) for product in shop()), thing("anvil", "Forged Anvil")]
    build_index(catalogue, folder, encoder=encoder, language=english, currency="EUR")
    assert encoder.texts == ["rain jacket", "Forged Anvil. Harrow"]
    found = opened().baseline("vectors", "rain jacket", 99)
    assert [pair for pair in found if pair[0] != "anvil"] == before
    other = Counting()
    other.version = "hash-2"
    build_index(catalogue, folder, encoder=other, language=english, currency="EUR")
    assert len(other.texts) == len(catalogue)


def test_searches_go_on_while_it_is_changed_and_rebuilt(
    opened: Callable[[], Index], encoder: Counting
) -> None:
    """Every answer is one that some state between the changes would give."""
    index, stop, failures = opened(), threading.Event(), []
    prices = {10.0, 20.0, 30.0}
    index.upsert(thing("anvil", "Forged Anvil", 10))

    def search() -> None:
        while not stop.is_set():
            try:
                (hit,) = index.search("forged anvil", k=1).hits
                assert hit.product.product_id == "anvil"
                assert hit.variant.price is not None
                assert float(hit.variant.price.amount) in prices
                for found in index.search("jacket under 150", k=9).hits:
                    assert found.variant.price is not None
                    assert float(found.variant.price.amount) <= 150
                assert len(index.baseline("vectors", "anvil", 99)) >= len(shop())
            except Exception as error:  # noqa: BLE001 - whatever it is, the test must fail
                failures.append(error)
                return

    def rebuild() -> None:
        while not stop.is_set():
            index.rebuild(product for product in index.products())

    threads = [threading.Thread(target=search) for _ in range(3)]
    threads.append(threading.Thread(target=rebuild))
    for thread in threads:
        thread.start()
    for number in range(13):
        index.upsert(thing("anvil", "Forged Anvil", (10, 20, 30)[number % 3]))
        index.upsert(thing(f"more{number % 5}", f"Bellows {number}"))
        index.remove(f"more{(number + 2) % 5}")
    stop.set()
    for thread in threads:
        thread.join(60)
    assert failures == []
    (hit,) = index.search("forged anvil", k=1).hits
    assert hit.variant.price == Money.of(10, "EUR")


def test_searches_of_several_threads_answer_as_one_thread_does(
    opened: Callable[[], Index],
) -> None:
    index = opened()
    queries = ["rain jacket", "kettle under 45", "red jacket", "jackett", "gift", "", "GL-4400/X"]
    alone = [index.search(query, k=20).hits for query in queries]
    together: list[list[object]] = []

    def search() -> None:
        together.append([index.search(query, k=20).hits for query in queries * 3])

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == [alone * 3] * 4


def test_several_catalogues_lie_side_by_side_and_may_be_moved(
    opened: Callable[[], Index], folder: Path, tmp_path: Path, encoder: Counting, english: Language
) -> None:
    tools = [thing("anvil", "Forged Anvil"), thing("bellows", "Leather Bellows")]
    second = tmp_path / "second"
    mine = opened()
    other = Index.build(tools, second, encoder=encoder, languages=[english], currency="USD")
    mine.upsert(thing("sledge", "Ashwood Sledge"))
    other.remove("bellows")
    assert ids(mine) == {product.product_id for product in shop()} | {"sledge"}
    assert ids(other) == {"anvil"}
    assert (mine.meta.currency, other.meta.currency) == ("EUR", "USD")
    assert mine.search("anvil", k=1).hits == ()
    other.close()
    shutil.move(second, tmp_path / "elsewhere")
    moved = Index.open(tmp_path / "elsewhere", encoder=encoder, languages=[english])
    moved.upsert(tools[1])
    assert ids(moved) == {"anvil", "bellows"}
    assert moved.mended == ()
    moved.close()


def test_a_copy_of_an_open_index_is_whole_or_told_damaged(
    opened: Callable[[], Index], folder: Path, tmp_path: Path, encoder: Counting, english: Language
) -> None:
    """What a careless backup does: copy the files while products change."""
    index, stop = opened(), threading.Event()

    def change() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            index.upsert(thing(f"more{number % 7}", f"Bellows {number}"))

    thread = threading.Thread(target=change)
    thread.start()
    try:
        for number in range(5):
            copy = tmp_path / f"copy{number}"
            shutil.copytree(folder, copy, ignore_dangling_symlinks=True)
            try:
                again = Index.open(copy, encoder=encoder, languages=[english])
            except IndexDamaged:
                continue
            assert {product.product_id for product in shop()} <= ids(again)
            again.close()
    except shutil.Error:
        pass  # a file went while it was copied: the backup itself says so
    finally:
        stop.set()
        thread.join()


def test_a_closed_index_says_so(opened: Callable[[], Index]) -> None:
    index = opened()
    index.close()
    with pytest.raises(Exception, match="closed"):
        index.search("jacket")
    with pytest.raises(Exception, match="closed"):
        index.upsert(thing("anvil", "Forged Anvil"))
