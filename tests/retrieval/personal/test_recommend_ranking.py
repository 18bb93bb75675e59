"""What is asked, what is hidden, and where the right item stands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from retrieval.personal.recommend.compare import judge
from retrieval.personal.recommend.held_out import Questions, leave_one_out
from retrieval.personal.recommend.items import Rows
from retrieval.personal.recommend.ranking import best, hit_rate, ndcg, ranks, standing


def rows(*items: int) -> Rows:
    return np.array(items, np.int64)


class Fixed:
    """The same scores for everybody."""

    def __init__(self, *scores: float) -> None:
        self.row = torch.tensor(scores, dtype=torch.float32)

    def scores(self, histories: Sequence[Rows]) -> Tensor:
        return self.row.repeat(len(histories), 1)


def test_the_last_item_tests_the_one_before_validates_the_rest_teaches() -> None:
    held = leave_one_out([rows(1, 2, 3, 4), rows(5), rows(6, 7)])
    assert [list(h) for h in held.train] == [[1, 2], [5], [6]]
    assert [list(h) for h in held.valid.known] == [[1, 2]]
    assert list(held.valid.answers) == [3]
    assert [list(h) for h in held.test.known] == [[1, 2, 3], [6]]
    assert list(held.test.answers) == [4, 7]
    assert list(held.users) == [0, 2]


def test_what_was_had_is_hidden_before_ranks_are_counted() -> None:
    asked = Questions((rows(0, 1), rows(3)), rows(2, 2))
    assert list(ranks(Fixed(9, 8, 7, 6), asked)) == [0, 2]


def test_a_tie_counts_against_the_model() -> None:
    asked = Questions((rows(),), rows(2))
    assert list(ranks(Fixed(1, 1, 1, 0), asked)) == [2]
    assert list(ranks(Fixed(0, 0, 0, 0), asked)) == [3]


def test_what_is_no_number_is_no_hit() -> None:
    nan = float("nan")
    answers = rows(1)
    assert list(standing(torch.tensor([[nan, nan, nan]]), answers)) == [2]
    assert list(standing(torch.tensor([[nan, 1.0, 0.0]]), answers)) == [1]


def test_an_answer_that_was_had_stands_last() -> None:
    asked = Questions((rows(0),), rows(0))
    assert list(ranks(Fixed(9, 1, 1), asked)) == [2]


def test_ranks_by_counting_one_by_one_are_the_same() -> None:
    rng = np.random.default_rng(4)
    scores = rng.integers(0, 9, (40, 25)).astype(np.float32)
    known = tuple(rng.choice(25, 6, replace=False) for _ in range(40))
    answers = np.array([next(i for i in range(25) if i not in set(k)) for k in known])

    class Given:
        def scores(self, histories: Sequence[Rows]) -> Tensor:
            return torch.from_numpy(scores[: len(histories)].copy())

    expected = [
        sum(
            scores[u, i] >= scores[u, answers[u]]
            for i in range(25)
            if i != answers[u] and i not in set(known[u])
        )
        for u in range(40)
    ]
    assert list(ranks(Given(), Questions(known, answers))) == expected


def test_measures_of_one_right_item() -> None:
    places = np.array([0, 1, 9, 10])
    assert list(hit_rate(places, 10)) == [1, 1, 1, 0]
    assert np.allclose(ndcg(places, 10), [1, 1 / np.log2(3), 1 / np.log2(11), 0])


def test_the_best_are_fewer_where_no_more_are_left() -> None:
    scores = torch.tensor([[1.0, 3.0, -torch.inf, 2.0]])
    assert [list(found) for found in best(scores, 10)] == [[1, 3, 0]]


def test_every_user_is_judged_and_shown_nothing_had() -> None:
    asked = Questions((rows(0), rows(1, 2), rows(3)), rows(1, 3, 0))
    outcome = judge(Fixed(4, 3, 2, 1), asked)
    assert [list(shown) for shown in outcome.shown] == [[1, 2, 3], [0, 3], [0, 1, 2]]
    assert list(outcome.ranks) == [0, 1, 0]
    assert outcome.figures()["hr@10"] == 1.0
