"""What is derived is kept beside the products: an index opened from it answers as one that derives
anew, whatever changed since; what can't be used is derived anew without a word."""

from __future__ import annotations

import io
import pickle
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hash_encoder import HashEncoder
from sample_goods import sample_products
from test_opening import newest, spoil

from retrieval import keeping, kept
from retrieval.backends import open as backends
from retrieval.changes import Change, Put, Remove
from retrieval.index import Index
from retrieval.kept import KEPT_FILE
from retrieval.query import Language
from retrieval.values import Product

ENCODER = HashEncoder()
SHOP = tuple(sample_products())
QUERIES = (
    "tent for 4 under 300",
    "red jacket, not nylon",
    "waterproof boots size 42",
    "coffee",
    "cheapest kettle with at least 1 litre",
    "backpak",
    "something for the garden",
    "",
)
TYPED = ("ten", "red ja", "kett", "bac", "watrproof")
Opener = Callable[[], Index]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, english: Language) -> Path:
    """Where nothing is kept yet: what the shop derives is below what is worth keeping."""
    folder = tmp_path_factory.mktemp("built") / "own"
    Index.build(SHOP[:-50], folder, encoder=ENCODER, languages=[english], currency="EUR").close()
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "own")


@pytest.fixture
def opener(folder: Path, english: Language) -> Opener:
    return lambda: Index.open(folder, encoder=ENCODER, languages=[english])


@pytest.fixture
def derivings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many products were derived from, each time that was done."""
    done: list[int] = []
    derive = kept.Derived.of

    def noted(held: object, count: int, *others: object) -> object:
        done.append(count)
        return derive(held, count, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(kept.Derived, "of", noted)
    return done


def answers(index: Index) -> list[object]:
    """All that is seen from outside of what was derived."""
    told: list[object] = [index.departments()]
    for query in QUERIES:
        understood = index.understand(query)
        found = index.search(understood, k=30)
        told += [understood, found.total, found.found, found.relaxed]
        told += [[(hit.product.product_id, hit.variant, hit.reasons) for hit in found.hits]]
        told += [index.facets(understood)]
    return [*told, *(index.suggest(typed).suggestions for typed in TYPED)]


def turned(rng: random.Random, product: Product) -> Product:
    """`product` called as another is, but for its id."""
    other = rng.choice(SHOP)
    return Product(**{**_fields(other), "product_id": product.product_id})


def _fields(product: Product) -> dict[str, object]:
    return {name: getattr(product, name) for name in Product.__slots__}


def some_changes(seed: int) -> list[Change]:
    """New ones, changed ones, some that go, some that go and come back."""
    rng = random.Random(seed)
    chosen = rng.sample(SHOP, 60)
    changes: list[Change] = [Put(turned(rng, product)) for product in chosen[:25]]
    changes += [Put(product) for product in chosen[25:45]]
    return [*changes, *(Remove(product.product_id) for product in chosen[45:])]


def test_what_is_kept_answers_as_what_is_derived(
    opener: Opener, derivings: list[int], small_ones_kept: None
) -> None:
    opener().close()
    derivings.clear()
    index = opener()
    from_kept = answers(index)
    index.close()
    assert derivings == []
    kept.WORTH_KEEPING, kept.KEPT_FILE = 10**9, "none"
    index = opener()
    assert derivings == [len(SHOP) - 50]
    assert answers(index) == from_kept
    index.close()


def test_what_changed_since_is_followed(
    folder: Path, opener: Opener, derivings: list[int], small_ones_kept: None
) -> None:
    opener().close()
    for seed in range(3):
        index = opener()
        index.apply(some_changes(seed))
        live = answers(index)
        index.close()
        index = opener()
        assert answers(index) == live
        index.close()
    assert derivings == [len(SHOP) - 50]


def test_after_many_changes_it_is_kept_again(
    folder: Path, opener: Opener, small_ones_kept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener().close()
    before = (newest(folder) / KEPT_FILE).read_bytes()
    index = opener()
    index.apply(some_changes(1))
    index.close()
    opener().close()
    assert (newest(folder) / KEPT_FILE).read_bytes() == before
    monkeypatch.setattr(kept, "MANY", 0.0)
    opener().close()
    assert (newest(folder) / KEPT_FILE).read_bytes() != before
    monkeypatch.undo()


@pytest.mark.parametrize("at", [0.0, 0.2, 0.9, 0.99999])
def test_damage_is_noticed(
    folder: Path, opener: Opener, derivings: list[int], small_ones_kept: None, at: float
) -> None:
    opener().close()
    derivings.clear()
    spoil(newest(folder) / KEPT_FILE, at=at)
    index = opener()
    assert index.mended == ()
    assert derivings == [len(SHOP) - 50]
    index.close()


def test_half_a_file_is_no_file(
    folder: Path, opener: Opener, derivings: list[int], small_ones_kept: None
) -> None:
    opener().close()
    path = newest(folder) / KEPT_FILE
    path.write_bytes(path.read_bytes()[:-1000])
    opener().close()
    assert len(derivings) == 2
    opener().close()
    assert len(derivings) == 2


def test_what_another_change_was_kept_with_is_not_used(
    folder: Path, opener: Opener, derivings: list[int], small_ones_kept: None
) -> None:
    """As where the process died between the file and its note in the store, or where somebody
    put an old file back."""
    opener().close()
    path = newest(folder) / KEPT_FILE
    shutil.copy(path, folder / "old")
    kept.MANY = 0.0
    index = opener()
    index.apply(some_changes(1))
    index.close()
    opener().close()
    shutil.copy(folder / "old", path)
    derivings.clear()
    opener().close()
    assert len(derivings) == 1


def test_other_words_or_other_code_derive_anew(
    folder: Path,
    tmp_path: Path,
    opener: Opener,
    derivings: list[int],
    small_ones_kept: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opener().close()
    own = tmp_path / "en"
    shutil.copytree(Path(__file__).parents[2] / "data" / "languages" / "en", own)
    words = (own / "query.toml").read_text()
    (own / "query.toml").write_text(words.replace("ends = [", 'ends = ["forsooth", ', 1))
    assert "forsooth" in (own / "query.toml").read_text()
    languages = [Language.load(own)]
    Index.open(folder, encoder=ENCODER, languages=languages).close()
    assert len(derivings) == 2
    monkeypatch.setattr(kept, "CODE", "another")
    Index.open(folder, encoder=ENCODER, languages=languages).close()
    assert len(derivings) == 3


def test_an_index_that_outgrew_looking_at_every_vector_is_derived_anew(
    opener: Opener, derivings: list[int], small_ones_kept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener().close()
    monkeypatch.setattr(backends, "FLAT_UP_TO", 100)
    opener().close()
    assert len(derivings) == 2
    index = opener()
    assert len(derivings) == 2
    assert index.search("tent", k=3).hits
    index.close()


def test_a_small_shop_keeps_nothing(folder: Path, opener: Opener) -> None:
    opener().close()
    assert not (newest(folder) / KEPT_FILE).exists()


@pytest.mark.parametrize(
    "written",
    [
        b"cbuiltins\nprint\n(Vread\ntR.",
        pickle.dumps(np.fromfile),
        pickle.dumps(kept.keep),
        pickle.dumps([Path("/")]),
    ],
    ids=["a call", "a library's function", "a function of ours", "another class"],
)
def test_nothing_but_our_own_classes_is_read(
    written: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(keeping.Unreadable):
        keeping.read(io.BytesIO(written), {})
    assert capsys.readouterr().out == ""
