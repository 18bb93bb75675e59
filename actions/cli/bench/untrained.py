"""A recommender of the shipped size whose weights are random, for timing. Owns no figure of
quality."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from retrieval.personal.recommend.attention import Attention
from retrieval.personal.recommend.blend import Blend
from retrieval.personal.recommend.items import with_attributes
from retrieval.personal.recommend.linear import KEPT, Linear
from retrieval.personal.recommend.network import Network, Size
from retrieval.personal.recommend.recommender import Recommender
from retrieval.personal.recommend.scorer import Scorer
from retrieval.personal.recommend.together import MOST_ITEMS


def untrained(ids: Sequence[str]) -> Recommender:
    torch.manual_seed(3)
    items = with_attributes(tuple(ids), {})
    attention = Attention(Network(items, Size()).eval())
    many = min(len(ids), MOST_ITEMS)
    columns = torch.randint(len(ids), (many, KEPT), dtype=torch.int32)
    linear = Linear(columns, torch.randn(many, KEPT), torch.arange(many), len(ids), 2.0)
    parts: dict[str, Scorer] = {"attention": attention, "transitions": linear}
    return Recommender(items, Blend(parts, {"attention": 1.0, "transitions": 0.1}), {})
