"""EASE: the item-to-item weights that rebuild histories best, in closed form (Steck 2019,
"Embarrassingly shallow autoencoders for sparse data"). An item may not explain itself."""

from __future__ import annotations

import torch
from torch import Tensor

from retrieval.personal.recommend.linear import Linear, strongest
from retrieval.personal.recommend.together import Together

RIDGE = 100.0
TINY = 1e-12
"""What is smaller says nothing, and numbers that small take a processor a hundred times as long."""
SCALE = 2.0
"""A history's item counts e^(-age / 2), which Steck's doesn't: shops are asked what comes next."""


def ease(together: Together, *, ridge: float = RIDGE, scale: float = SCALE) -> Linear:
    """B = I - P / diag(P) with P = (counts + ridge I)^-1."""
    inverse = inverted(together.counts.clone(), ridge)
    weights = inverse.div_(-inverse.diagonal().clone())
    return strongest(weights.fill_diagonal_(0), together.often, scale)


def inverted(gram: Tensor, ridge: float) -> Tensor:
    """(gram + ridge I)^-1 of a symmetric (M, M), which is used up. Cubic in M: 12,000 items take
    about a minute of a core."""
    gram.diagonal().add_(ridge)
    inverse = torch.cholesky_inverse(torch.linalg.cholesky(gram))
    return inverse.masked_fill_(inverse.abs() < TINY, 0.0)
