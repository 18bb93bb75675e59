"""A text's vector from those of its parts: the whole, and its title.

Owns which parts are encoded and how they are put together; encodes nothing itself: whoever calls
has an encoder, and may keep what it said. (The mean of the sentences' vectors and the last one's
added nothing to these two on reviews, and doubled the encoding.)"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from llm.sentiment.said import Said

Floats = NDArray[np.float32]
PARTS = 2


def wanted(texts: Sequence[Said]) -> list[str]:
    """Each text that has to be encoded, once."""
    asked: dict[str, None] = {}
    for said in texts:
        asked[said.whole] = None
        if said.title:
            asked[said.title] = None
    return list(asked)


def put_together(texts: Sequence[Said], encoded: Mapping[str, Floats]) -> Floats:
    """(N, 2 D) from vectors (D,) by text; zeros where there is no title."""
    width = len(next(iter(encoded.values()), ()))
    found = np.zeros((len(texts), PARTS, width), dtype=np.float32)
    for row, said in zip(found, texts, strict=True):
        row[0] = encoded[said.whole]
        if said.title:
            row[1] = encoded[said.title]
    return found.reshape(len(texts), PARTS * width)
