"""Columns of candidates: their order, and what each part added."""

import numpy as np
import pytest

from retrieval.rank.pool import Part, Pool


def column(*values: float) -> np.ndarray:
    return np.asarray(values, dtype=np.float32)


def pool() -> Pool:
    words = Part("words", column(4, 0, 2), column(0.5, 0.0, 0.25))
    meaning = Part("meaning", column(0.2, 0.6, 0.4), column(0.0, 0.5, 0.25))
    rows = np.asarray([7, 3, 5], dtype=np.int64)
    return Pool(rows, words.values, meaning.values, column(0, 0, 0), (words, meaning))


def test_equal_scores_keep_the_order_of_the_rows() -> None:
    assert pool().sorted().rows.tolist() == [3, 5, 7]


def test_a_part_raises_what_it_adds_to() -> None:
    raised = pool().raised("kind", column(1, 0, 0), column(0.3, 0, 0))
    assert raised.rows.tolist() == [7, 3, 5]
    assert raised.scores == pytest.approx([0.8, 0.5, 0.5])


def test_parts_add_up_to_the_score_and_the_most_telling_comes_first() -> None:
    raised = pool().raised("sold_out", column(0, 1, 0), column(0, -0.9, 0))
    for place, score in enumerate(raised.scores):
        parts = raised.score_parts(place)
        assert sum(part.added for part in parts) == pytest.approx(score)
    last = raised.score_parts(2)
    assert [(p.part, p.added) for p in last] == [
        ("sold_out", pytest.approx(-0.9)),
        ("meaning", 0.5),
    ]


def test_columns_stay_together() -> None:
    taken = pool().take(np.asarray([True, False, True]))
    assert taken.rows.tolist() == [7, 5]
    assert taken.take([1]).scores == pytest.approx([0.5])
    assert len(Pool.empty().sorted()) == 0
