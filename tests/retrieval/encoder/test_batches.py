from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.encoder.batches import length_batches


@given(st.lists(st.integers(0, 300), max_size=200), st.integers(1, 512), st.integers(1, 64))
def test_every_row_goes_once_and_batches_stay_within_their_tokens(
    lengths: list[int], max_tokens: int, max_rows: int
) -> None:
    batches = list(length_batches(lengths, max_tokens, max_rows))
    assert sorted(row for rows in batches for row in rows) == list(range(len(lengths)))
    for rows in batches:
        padded = len(rows) * max(lengths[row] for row in rows)
        assert len(rows) == 1 or (padded <= max_tokens and len(rows) <= max_rows)
