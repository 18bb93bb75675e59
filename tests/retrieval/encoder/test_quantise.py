from __future__ import annotations

import numpy as np

from retrieval.encoder.quantise import BLOCK, blocks


def test_blocks_restore_the_matrix_within_half_a_step() -> None:
    weight = np.random.default_rng(7).normal(size=(2 * BLOCK, 5)).astype(np.float32)
    codes, scales = blocks(weight)
    restored = ((codes.astype(np.float32) - 128) * scales[:, :, None]).reshape(5, -1).T
    assert codes.shape == (5, 2, BLOCK)
    assert (np.abs(restored - weight) <= scales.max() / 2 + 1e-6).all()


def test_a_block_of_zeros_stays_zero() -> None:
    codes, scales = blocks(np.zeros((BLOCK, 3), dtype=np.float32))
    assert (codes == 128).all()
    assert np.isfinite(scales).all()
