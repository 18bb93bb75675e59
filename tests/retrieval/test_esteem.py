"""How well one product is liked is the same whether it is asked of one or of a column."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.esteem import PRIOR_RATING, esteem, esteem_of


@pytest.mark.parametrize("rating", [1.0, 3.8, 5.0])
@pytest.mark.parametrize("count", [1, 7, 400])
def test_one_and_a_column_agree(rating: float, count: int) -> None:
    (column,) = esteem(np.array([rating]), np.array([count], dtype=np.int32))
    assert esteem_of(rating, count) == pytest.approx(column)


def test_few_ratings_are_drawn_to_the_average() -> None:
    assert esteem_of(None, 0) == esteem_of(5.0, 0) == pytest.approx(PRIOR_RATING)
    assert esteem_of(5.0, 1) < esteem_of(4.6, 200)
