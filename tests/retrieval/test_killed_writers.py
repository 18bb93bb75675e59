"""A process that is killed while it changes and rebuilds an index: what was acknowledged is there,
the change under way is there wholly or not at all, and every part tells the same."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from pathlib import Path

import pytest
from hash_encoder import HashEncoder
from shelf_oracle import NAMES, Oracle, odd_product
from writer_process import ALWAYS, changes_at, work

from retrieval.builder import build_index
from retrieval.changes import Put
from retrieval.index import Index
from retrieval.query import Language
from retrieval.values import Product
from tests.retrieval.conftest import PROJECT

KILLS = int(os.environ.get("STORECLERK_SOAK_INDEX_KILLS", "100"))
ENGLISH = PROJECT / "data" / "languages" / "en"
State = dict[str, Product]


def killed(folder: Path, log: Path, step: int, after_s: float) -> list[tuple[str, int]]:
    """What a writer that begins at `step` said until it was killed."""
    log.unlink(missing_ok=True)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["writer_process"])
    writer = context.Process(target=work, args=(folder, log, ENGLISH, step))
    writer.start()
    until = time.monotonic() + 60
    while not (log.exists() and log.read_text()) and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(after_s)
    assert writer.is_alive(), "the writer failed by itself"
    writer.kill()
    writer.join()
    pairs = [line.split() for line in log.read_text().splitlines()]
    return [(pair[0], int(pair[1])) for pair in pairs if len(pair) == 2]


def after(state: State, step: int) -> State:
    new = dict(state)
    for change in changes_at(step, state.get):
        new.pop(change.product_id, None)
        if isinstance(change, Put):
            new[change.product_id] = change.product
    return new


def same_in_every_part(index: Index, state: State) -> None:
    """Words, vectors and filters hold just what the store holds."""
    oracle = Oracle()
    for product in state.values():
        oracle.put(product)
    for name in NAMES:
        found = {product_id for product_id, _ in index.baseline("bm25", name, 100)}
        assert found == oracle.saying([name])
    found = dict(index.baseline("vectors", NAMES[0], 100))
    near = dict(oracle.near(NAMES[0], 100))
    assert found == pytest.approx(near, abs=2e-3)
    hits = index.search("", k=100).hits
    assert {hit.product.product_id: hit.product for hit in hits} == state


def kill_often(
    folder: Path, english: Language, kills: int, seed: int, longest_s: float
) -> dict[str, int]:
    rng, encoder = random.Random(seed), HashEncoder()
    first = odd_product(rng, ALWAYS)
    state: State = {ALWAYS: first}
    build_index([first], folder, encoder=encoder, language=english, currency="EUR")
    step, told = 0, {"kills": 0, "changes": 0, "half made": 0, "rebuilds": 0}
    for _ in range(kills):
        card = (folder / "index.json").read_text()
        log = killed(folder, folder.parent / "log", step, rng.random() * longest_s)
        done = [number for what, number in log if what == "d"]
        for number in done:
            state = after(state, number)
        step = max([step, *(number + 1 for number in done)])
        index = Index.open(folder, encoder=encoder, languages=[english])
        assert index.mended == ()
        held = {product.product_id: product for product in index.products()}
        if held != state and ("b", step) in log:
            state, step = after(state, step), step + 1
            told["half made"] += 1
        assert held == state
        same_in_every_part(index, state)
        index.close()
        told["kills"] += 1
        told["changes"] += len(done)
        told["rebuilds"] += (folder / "index.json").read_text() != card
    return told


def test_a_killed_writer_leaves_what_was_acknowledged(
    tmp_path: Path, english: Language, small_ones_kept: None
) -> None:
    told = kill_often(tmp_path / "index", english, 6, seed=3, longest_s=0.8)
    assert told["changes"] > 0


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_hundred_killed_writers(
    tmp_path: Path,
    english: Language,
    small_ones_kept: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = kill_often(tmp_path / "index", english, KILLS, seed=4, longest_s=3.0)
    with capsys.disabled():
        print(f"\n{told}")
    assert told["changes"] > KILLS
    assert told["rebuilds"] > 0
