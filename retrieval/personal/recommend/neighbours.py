"""Item-kNN: two items are near where many have both, discounted for being popular and for having
been seen together by few. A baseline that is hard to beat once it is tuned."""

from __future__ import annotations

from retrieval.personal.recommend.linear import Linear, strongest
from retrieval.personal.recommend.together import Together

POPULAR = 0.3
SUPPORT = 2.0
SCALE = 1.0


def neighbours(
    together: Together, *, popular: float = POPULAR, support: float = SUPPORT, scale: float = SCALE
) -> Linear:
    """G / (c_i c_j)^popular * G / (G + support), G the counts of both, c of one."""
    both = together.counts
    alone = both.diagonal().clamp(min=1) ** popular
    weights = both / alone[:, None] / alone * (both / (both + support))
    return strongest(weights.fill_diagonal_(0), together.often, scale)
