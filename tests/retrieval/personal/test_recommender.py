"""The blend, how its weights are chosen, and the folder it is kept in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from retrieval.errors import RecommenderDamaged, RecommenderMissing
from retrieval.personal.recommend.blend import Blend, choose_weights, standard
from retrieval.personal.recommend.held_out import Questions, leave_one_out
from retrieval.personal.recommend.items import Rows, number_items
from retrieval.personal.recommend.lineup import MODELS, Lineup, Settings
from retrieval.personal.recommend.network import Size
from retrieval.personal.recommend.recommender import Recommender
from retrieval.personal.recommend.training import Training
from tests.retrieval.personal.walkers import traits, walks

QUICK = Settings(
    size=Size(width=16, layers=1, length=8, dropout=0.1),
    training=Training(rate=0.01, batch=32, epochs=4),
    published=Training(rate=0.01, batch=32, epochs=2),
)


class Given:
    """User u's scores are row u, whoever asks: histories hold u alone."""

    def __init__(self, rows: list[list[float]]) -> None:
        self.rows = torch.tensor(rows, dtype=torch.float32)

    def scores(self, histories: Sequence[Rows]) -> Tensor:
        return self.rows[[int(history[0]) for history in histories]].clone()


@pytest.fixture(name="lineup", scope="module")
def _lineup() -> Lineup:
    read = walks(160, 3)
    items = number_items(read.values(), traits(), seed=1)
    held = leave_one_out([items.rows(history) for history in read.values()])
    return Lineup(items, held.train, held.valid, QUICK)


def test_scores_are_brought_to_one_scale_a_user() -> None:
    scores = standard(torch.tensor([[1.0, 2.0, 3.0], [100.0, 300.0, 200.0], [5.0, 5.0, 5.0]]))
    up = 1.5**0.5
    expected = torch.tensor([[-up, 0, up], [-up, up, 0], [0, 0, 0]])
    torch.testing.assert_close(scores, expected)


def test_a_blend_adds_up_by_weight_and_asks_nobody_who_counts_nothing() -> None:
    class Silent:
        def scores(self, histories: Sequence[Rows]) -> Tensor:
            raise AssertionError("asked")

    one, two = Given([[1, 2, 3]]), Given([[3, 1, 2]])
    blend = Blend({"one": one, "two": two, "three": Silent()}, {"one": 1, "two": 0.5, "three": 0})
    expected = standard(one.rows) + 0.5 * standard(two.rows)
    torch.testing.assert_close(blend.scores([np.array([0])]), expected)


def test_weights_are_what_finds_most_on_the_validation() -> None:
    rng = np.random.default_rng(5)
    answers = rng.integers(200, 230, 200)
    asked = Questions(tuple(np.array([u]) for u in range(200)), answers)
    right = np.eye(230)[answers]
    noise = rng.normal(size=(2, 200, 230))
    good = Given((0.5 * noise[0] + 3 * right).tolist())
    useless = Given(noise[1].tolist())
    assert choose_weights({"good": good, "useless": useless}, asked, seed=1) == {
        "good": 1.0,
        "useless": 0.0,
    }
    turned = choose_weights({"useless": useless, "good": good}, asked, seed=1)
    assert turned["good"] == 0.8


def test_where_nobody_validates_the_first_counts_alone() -> None:
    nobody = Questions((), np.array([], np.int64))
    part = Given([[1.0]])
    assert choose_weights({"a": part, "b": part}, nobody, seed=1) == {"a": 1.0, "b": 0.0}


def test_every_model_is_there_and_its_time_is_told(lineup: Lineup) -> None:
    for name in MODELS:
        scores = lineup.model(name).scores(lineup.valid.known[:3])
        assert scores.shape == (3, len(lineup.items))
        assert torch.isfinite(scores).all()
    parts = [lineup.seconds[name] for name in ("attention", "transitions", "ease")]
    assert lineup.seconds["blend"] >= sum(parts)
    assert lineup.model("ease") is lineup.model("ease")


def test_a_folder_that_was_moved_recommends_the_same(lineup: Lineup, tmp_path: Path) -> None:
    before = Recommender(lineup.items, lineup.blend(), {"hr@10": 0.5})
    before.save(tmp_path / "made")
    (tmp_path / "made").rename(tmp_path / "moved")
    after = Recommender.load(tmp_path / "moved")
    assert after.card["hr@10"] == 0.5
    histories = [["chain1-0", "chain1-1"], ["unheard-of", "chain3-5"], []]
    for history in histories:
        assert after.recommend(history, 5) == before.recommend(history, 5)
    assert sorted(path.name for path in (tmp_path / "moved").iterdir()) == [
        "card.json",
        "items.json",
        "model.safetensors",
    ]


def test_what_comes_next_is_recommended_without_what_was_had(lineup: Lineup) -> None:
    recommender = Recommender(lineup.items, lineup.blend(), {})
    history = ["chain2-1", "chain2-2"]
    found = recommender.recommend(history, 3)
    assert found[0].item == "chain2-3"
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    everything = recommender.recommend(history, 1_000)
    assert len(everything) == len(lineup.items) - 2
    assert not set(history) & {one.item for one in everything}
    without = recommender.recommend(history, 3, leave_out=["chain2-3", "unheard-of"])
    assert "chain2-3" not in {one.item for one in without}


def test_what_is_kept_has_learned_from_what_was_held_out(lineup: Lineup) -> None:
    read = walks(160, 3)
    row = lineup.items.row_of
    whole = [lineup.items.rows(history) for history in read.values()]
    strange = np.array([row["chain0-0"], row["chain4-4"]])
    refitted = lineup.refitted([*whole, *[strange] * 40])
    assert refitted.weights == lineup.blend().weights
    assert refitted.parts.keys() == refitted.weights.keys()
    before = lineup.blend().scores([strange[:1]])[0, strange[1]]
    after = refitted.scores([strange[:1]])[0, strange[1]]
    assert after > before + 1
    assert lineup.trained["attention"].epoch > 0


def test_saving_again_replaces_the_folder_whole(lineup: Lineup, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    (folder / "left over").write_text("")
    Recommender(lineup.items, lineup.blend(), {"run": 2}).save(folder)
    assert Recommender.load(folder).card["run"] == 2
    assert not (folder / "left over").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["made"]


def test_what_can_not_be_written_leaves_the_old_one(
    lineup: Lineup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "made"
    Recommender(lineup.items, lineup.blend(), {"run": 1}).save(folder)

    def full(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("retrieval.personal.recommend.recommender.save_file", full)
    with pytest.raises(OSError, match="no space"):
        Recommender(lineup.items, lineup.blend(), {"run": 2}).save(folder)
    assert Recommender.load(folder).card["run"] == 1


def test_a_folder_that_is_missing_or_damaged_is_told(lineup: Lineup, tmp_path: Path) -> None:
    with pytest.raises(RecommenderMissing, match="storeclerk train recommend"):
        Recommender.load(tmp_path / "none")
    for name in ("card.json", "items.json", "model.safetensors"):
        folder = tmp_path / "made"
        Recommender(lineup.items, lineup.blend(), {}).save(folder)
        path = folder / name
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        with pytest.raises(RecommenderDamaged, match="can't be read"):
            Recommender.load(folder)
        shutil.rmtree(folder)


def test_other_files_of_another_catalogue_do_not_fit(lineup: Lineup, tmp_path: Path) -> None:
    Recommender(lineup.items, lineup.blend(), {}).save(tmp_path / "made")
    listed = json.loads((tmp_path / "made" / "items.json").read_text())
    listed["items"] = listed["items"][:-1]
    (tmp_path / "made" / "items.json").write_text(json.dumps(listed))
    with pytest.raises(RecommenderDamaged):
        Recommender.load(tmp_path / "made")
