"""Tuning draws queries to their products, and goes on where it was stopped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small_shop import shop

from retrieval.encoder import EncoderInfo, open_encoder
from retrieval.encoder.held_out import is_better
from retrieval.encoder.pairs import also_right, made_pairs
from retrieval.encoder.tune import Pair, Recipe, tune

PAIRS = [
    Pair(f"qurble {word}", f"A {word} for the table", word)
    for word in ("kettle", "lamp", "rope", "tent", "spade", "mug", "chair", "torch")
] * 2


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, EncoderInfo]:
    """Tuned by the usual recipe: half of what was learned. Read it."""
    return tuned_by(tmp_path_factory.mktemp("half") / "tuned", Recipe().learned)


def tuned_by(out: Path, learned: float) -> tuple[Path, EncoderInfo]:
    recipe = Recipe(batch=8, rate=1e-4, learned=learned)
    return out, tune(PAIRS, out, name="minilm-test", also=also_right, recipe=recipe)


def test_a_tuned_encoder_serves_under_a_version_of_its_own(
    half: tuple[Path, EncoderInfo], model_dir: Path
) -> None:
    out, info = half
    tuned, plain = open_encoder(out), open_encoder(model_dir)
    assert tuned.version == info.version != plain.version
    queries, texts = [p.query for p in PAIRS[:8]], [p.text for p in PAIRS[:8]]
    before = (plain.encode(queries) * plain.encode(texts)).sum(axis=1)
    after = (tuned.encode(queries) * tuned.encode(texts)).sum(axis=1)
    assert np.mean(after) > np.mean(before)
    on_torch = open_encoder(out, "cpu:0").encode(queries)
    assert (on_torch * tuned.encode(queries)).sum(axis=1).min() > 0.98
    assert (on_torch * plain.encode(queries)).sum(axis=1).mean() < 0.98
    assert list(out.parent.iterdir()) == [out]


def test_half_of_what_was_learned_lies_between(
    half: tuple[Path, EncoderInfo], tmp_path: Path, model_dir: Path
) -> None:
    def near(out: Path) -> float:
        encoder = open_encoder(out)
        queries, texts = [p.query for p in PAIRS[:8]], [p.text for p in PAIRS[:8]]
        return float((encoder.encode(queries) * encoder.encode(texts)).sum(axis=1).mean())

    plain = open_encoder(model_dir)
    texts = [pair.text for pair in PAIRS[:8]]
    nothing, _ = tuned_by(tmp_path / "nothing", 0.0)
    all_of_it, _ = tuned_by(tmp_path / "all", 1.0)
    assert Recipe().learned == 0.5
    assert near(nothing) < near(half[0]) < near(all_of_it)
    assert (open_encoder(nothing).encode(texts) * plain.encode(texts)).sum(1).min() > 0.9999


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


def test_better_is_what_finds_more_on_the_whole() -> None:
    before = {"mrr": 0.4, "thing@10": 0.6}
    assert is_better({"mrr": 0.39, "thing@10": 0.7}, before)
    assert not is_better({"mrr": 0.41, "thing@10": 0.5}, before)
    assert not is_better(dict(before), before)


def test_another_product_that_is_so_called_is_no_negative() -> None:
    pairs = made_pairs(shop(), 30, seed=1)
    assert all(also_right(pair, pair) or pair.query for pair in pairs)
    kettle = Pair("kettle", "Copper kettle. Boils.", "kettle")
    assert also_right(kettle, Pair("whistling", "A steel kettle. Whistles.", "kettle"))
    assert not also_right(kettle, Pair("lamp", "Desk lamp", "lamp"))
