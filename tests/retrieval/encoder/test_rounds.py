"""Texts cut into rounds of batches: each is read once, whole, at its own place."""

from __future__ import annotations

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from retrieval.encoder.base import TOKENIZER_FILE
from retrieval.encoder.rounds import Bounds, Rounds
from retrieval.fold import sayable

TEXTS = [
    "tent",
    "",
    "a waterproof jacket for walking in the hills",
    "\ud800 kettle",
    "mug " * 40,
    "x",
]


@pytest.mark.parametrize("a_round", [1, 4, 6, 100])
def test_each_text_is_read_once_at_its_place(model_dir: Path, a_round: int) -> None:
    tokenizer = Tokenizer.from_file(str(model_dir / TOKENIZER_FILE))
    read, sizes = {}, []
    for batches in Rounds(model_dir, Bounds(tokens=64, rows=2, texts=a_round)).of(TEXTS):
        rows_of_round = []
        for batch in batches:
            assert batch.ids.shape == batch.mask.shape
            assert len(batch.rows) <= 2
            assert len(batch.rows) == 1 or batch.ids.size <= 64
            rows_of_round += batch.rows
            for row, ids, mask in zip(batch.rows, batch.ids, batch.mask, strict=True):
                assert row not in read
                read[row] = ids[mask == 1].tolist()
                assert not ids[mask == 0].any()
        sizes.append(len(rows_of_round))
    assert [read[row] for row in range(len(TEXTS))] == [
        tokenizer.encode(sayable(text)).ids for text in TEXTS
    ]
    assert sizes == [min(a_round, len(TEXTS) - start) for start in range(0, len(TEXTS), a_round)]


def test_no_texts_are_no_rounds(model_dir: Path) -> None:
    assert list(Rounds(model_dir, Bounds(64, 2, 4)).of([])) == []
