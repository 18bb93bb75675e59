from __future__ import annotations

import numpy as np

from retrieval.encoder.quantise import LARGEST_WEIGHT, columns


def test_columns_restore_the_matrix_within_half_a_step() -> None:
    weight = np.random.default_rng(7).normal(size=(128, 5)).astype(np.float32)
    codes, scales = columns(weight)
    assert codes.shape == weight.shape
    assert np.abs(codes).max() == LARGEST_WEIGHT
    assert (np.abs(codes * scales - weight) <= scales / 2 + 1e-6).all()


def test_a_column_of_zeros_stays_zero() -> None:
    codes, scales = columns(np.zeros((64, 3), dtype=np.float32))
    assert (codes == 0).all()
    assert np.isfinite(scales).all()
