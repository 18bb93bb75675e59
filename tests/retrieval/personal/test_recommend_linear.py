"""The closed forms, held against NumPy done the long way."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from retrieval.personal.recommend.ease import ease
from retrieval.personal.recommend.items import Rows
from retrieval.personal.recommend.linear import Linear
from retrieval.personal.recommend.neighbours import neighbours
from retrieval.personal.recommend.popularity import Popularity
from retrieval.personal.recommend.together import count_together
from retrieval.personal.recommend.transitions import transitions

MANY = 12


@pytest.fixture(name="histories")
def _histories() -> list[Rows]:
    rng = np.random.default_rng(7)
    return [rng.integers(0, MANY - 1, rng.integers(1, 9)) for _ in range(60)]  # item 11: nobody's


def dense(model: Linear) -> NDArray[np.float32]:
    out = np.zeros((MANY, MANY), np.float32)
    for place, row in enumerate(model.rows.tolist()):
        out[row, model.columns[place].numpy()] = model.values[place].numpy()
    return out


def one_hot(histories: list[Rows]) -> NDArray[np.float64]:
    x = np.zeros((len(histories), MANY))
    for user, history in enumerate(histories):
        x[user, history] = 1
    return x


def test_popularity_counts_a_user_once() -> None:
    model = Popularity([np.array([1, 1, 2]), np.array([1])], 4)
    assert model.scores([np.array([0])]).tolist() == [[0, 2, 1, 0]]


def test_item_knn_is_its_formula(histories: list[Rows]) -> None:
    x = one_hot(histories)
    both = x.T @ x
    alone = np.maximum(np.diag(both), 1) ** 0.3
    expected = both / np.outer(alone, alone) * both / (both + 2)
    np.fill_diagonal(expected, 0)
    found = dense(neighbours(count_together(histories, MANY)))
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_ease_is_its_formula(histories: list[Rows]) -> None:
    x = one_hot(histories)
    inverse = np.linalg.inv(x.T @ x + 100 * np.eye(MANY))
    expected = np.eye(MANY) - inverse / np.diag(inverse)
    np.testing.assert_allclose(dense(ease(count_together(histories, MANY))), expected, atol=1e-5)


def test_transitions_are_the_least_squares_of_pasts_and_futures(histories: list[Rows]) -> None:
    pasts, futures = [], []
    for history in histories:
        for cut in range(1, len(history)):
            past, future = np.zeros(MANY), np.zeros(MANY)
            for age, item in enumerate(history[:cut][::-1]):
                past[item] = max(past[item], np.exp(-age))
            for wait, item in enumerate(history[cut : cut + 8]):
                future[item] = max(future[item], np.exp(-wait / 2))
            pasts.append(past)
            futures.append(future)
    x, y = np.array(pasts), np.array(futures)
    expected = np.linalg.solve(x.T @ x + 30 * np.eye(MANY), x.T @ y)
    np.testing.assert_allclose(dense(transitions(histories, MANY)), expected, atol=1e-5)


def test_transitions_know_what_came_first_where_ease_does_not() -> None:
    histories = [np.array([0, 1])] * 50 + [np.array([2, 3])] * 50
    after, alike = transitions(histories, 4), ease(count_together(histories, 4))
    forth, back = after.scores([np.array([0]), np.array([1])])
    assert forth[1] > 0.3
    assert back[0] == 0
    forth, back = alike.scores([np.array([0]), np.array([1])])
    assert forth[1] > 0.2
    assert float(forth[1]) == pytest.approx(float(back[0]))


def test_the_older_says_less_and_the_same_again_says_nothing() -> None:
    weights = {
        "columns": torch.tensor([[1], [0], [0]]),
        "values": torch.tensor([[1.0], [4.0], [9.0]]),
    }
    model = Linear(**weights, rows=torch.arange(3), items=3, scale=2.0)
    scores = model.scores([np.array([1, 2, 1]), np.array([2, 0]), np.array([], np.int64)])
    e = np.exp(-0.5)
    np.testing.assert_allclose(scores, [[4 + 9 * e, 0, 0], [9 * e, 1, 0], [0, 0, 0]], rtol=1e-6)


def test_only_the_most_frequent_take_part_where_there_are_too_many(histories: list[Rows]) -> None:
    few = ease(count_together(histories, MANY, most=5))
    counts = np.bincount(np.concatenate([np.unique(h) for h in histories]), minlength=MANY)
    kept = set(np.argsort(-counts, kind="stable")[:5].tolist())
    assert set(few.rows.tolist()) == kept
    scores = few.scores(histories)
    assert scores.shape == (len(histories), MANY)
    assert not scores[:, [i for i in range(MANY) if i not in kept]].any()


@pytest.mark.parametrize("seed", [1, 2])
def test_other_numbers_for_the_items_change_no_score(histories: list[Rows], seed: int) -> None:
    order = np.random.default_rng(seed).permutation(MANY)
    renamed = [order[history] for history in histories]
    for build in (
        lambda hs: ease(count_together(hs, MANY)),
        lambda hs: neighbours(count_together(hs, MANY)),
        lambda hs: transitions(hs, MANY),
        lambda hs: Popularity(hs, MANY),
    ):
        plain, other = build(histories).scores(histories), build(renamed).scores(renamed)
        np.testing.assert_allclose(other[:, order], plain, atol=1e-5)
