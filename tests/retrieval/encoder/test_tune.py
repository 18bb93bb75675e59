"""Tuning draws queries to their products, and goes on where it was stopped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small_shop import shop

from retrieval.encoder import open_encoder
from retrieval.encoder.pairs import also_right, made_pairs
from retrieval.encoder.tune import Pair, Recipe, tune

PAIRS = [
    Pair(f"qurble {word}", f"A {word} for the table", word)
    for word in ("kettle", "lamp", "rope", "tent", "spade", "mug", "chair", "torch")
] * 2


def test_a_tuned_encoder_serves_under_a_version_of_its_own(tmp_path: Path, model_dir: Path) -> None:
    out = tmp_path / "tuned"
    info = tune(PAIRS, out, name="minilm-test", also=also_right, recipe=Recipe(batch=8, rate=1e-4))
    tuned, plain = open_encoder(out), open_encoder(model_dir)
    assert tuned.version == info.version != plain.version
    queries, texts = [p.query for p in PAIRS[:8]], [p.text for p in PAIRS[:8]]
    before = (plain.encode(queries) * plain.encode(texts)).sum(axis=1)
    after = (tuned.encode(queries) * tuned.encode(texts)).sum(axis=1)
    assert np.mean(after) > np.mean(before)
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.soak
def test_stopped_halfway_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.encoder.tune.KEPT_EVERY", 1)
    done: list[int] = []

    def stop(at: int, _: int) -> None:
        done.append(at)
        if len(done) == 2:
            raise KeyboardInterrupt

    recipe = Recipe(batch=4)
    with pytest.raises(KeyboardInterrupt):
        tune(PAIRS, tmp_path / "t", name="x", also=also_right, recipe=recipe, progress=stop)
    tune(PAIRS, tmp_path / "t", name="x", also=also_right, recipe=recipe, progress=stop)
    assert done == [4, 8, 8, 12, 16]


def test_another_product_that_is_so_called_is_no_negative() -> None:
    pairs = made_pairs(shop(), 30, seed=1)
    assert all(also_right(pair, pair) or pair.query for pair in pairs)
    kettle = Pair("kettle", "Copper kettle. Boils.", "kettle")
    assert also_right(kettle, Pair("whistling", "A steel kettle. Whistles.", "kettle"))
    assert not also_right(kettle, Pair("lamp", "Desk lamp", "lamp"))
